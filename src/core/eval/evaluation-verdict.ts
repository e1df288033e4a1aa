import { gravest, type ExitName } from "../errors/exit-code.ts";
import type { EvidenceTotals } from "./evidence.ts";

export type EvaluationVerdict = "pass" | "fail" | "error";

/** An error leaves the question open, so it outweighs failures. */
export function evaluationVerdict(totals: Iterable<Pick<EvidenceTotals, "failed" | "errors">>): EvaluationVerdict {
  const all = [...totals];
  if (all.some(({ errors }) => errors > 0)) return "error";
  return all.some(({ failed }) => failed > 0) ? "fail" : "pass";
}

/** How the process ends. @param errorKinds Of the cases that ended in an error. */
export function evaluationExit(verdict: EvaluationVerdict, errorKinds: Iterable<string>): ExitName {
  if (verdict === "pass") return "done";
  const errors = [...errorKinds].map((kind): ExitName => (kind === "auth" ? "authentication" : "environment"));
  return gravest(verdict === "error" ? [...errors, "environment"] : ["no"]);
}
