import type { Guarded } from "../untrusted/guard-answer.ts";
import type { CheckResult } from "./case-result.ts";

/** What is said of an answer, as a check beside the output contract: it binds, and counts in no score. */
export function safetyCheck({ verdict, findings, breaches }: Guarded): CheckResult {
  const pass = verdict === "pass";
  const told = (pass ? findings : breaches).map(({ code, message }) => `${code}: ${message}`);
  const reason = pass && told.length > 0 ? `only reported: ${told.join(" ")}` : told.join(" ");
  return { type: "safety", score: pass ? 1 : 0, pass, weight: 0, must_pass: true, reason: reason === "" ? "nothing found" : reason };
}
