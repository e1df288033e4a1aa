import type { EvidenceCase } from "../eval/evidence.ts";
import { epochLetters } from "../eval/epoch-letters.ts";
import { caseKey } from "./case-key.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { counted, firstFew } from "./words.ts";

/** One failed epoch of a must-pass case refuses, whatever the rest says. */
export function mustPassStep(prompt: string, cases: readonly EvidenceCase[]): GateStep {
  const marked = cases.filter((each) => each.must_pass === true);
  if (marked.length === 0) return gateStep(prompt, "no-must-pass", "No case is marked `must_pass`.");
  const failed = marked.filter(brokeMustPass).map(caseKey);
  const numbers = { must_pass: marked.length, failed: failed.length };
  if (failed.length === 0)
    return gateStep(
      prompt,
      "must-pass-held",
      `${marked.length === 1 ? "The must-pass case" : `All ${marked.length} must-pass cases`} passed in every epoch.`,
      numbers,
    );
  return gateStep(prompt, "must-pass-failed", `${failed.length} of ${counted(marked.length, "must-pass case")} failed: ${firstFew(failed)}.`, numbers);
}

/** It failed, whatever errors and open ratings come to. */
export function brokeMustPass({ must_pass, status, pass_rate, epochs }: EvidenceCase): boolean {
  if (must_pass !== true || status === "fail") return must_pass === true;
  return status === "pass" ? pass_rate < 1 : epochs?.outcomes.includes(epochLetters.fail) === true;
}
