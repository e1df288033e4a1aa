import { gravest, type ExitName } from "../errors/exit-code.ts";
import type { EvidenceTotals } from "./evidence.ts";

export type EvaluationVerdict = "pass" | "fail" | "error" | "pending";

/** An error leaves the question open, so it outweighs failures; a person's word that is open matters when nothing failed. */
export function evaluationVerdict(totals: Iterable<Pick<EvidenceTotals, "failed" | "errors" | "pending">>): EvaluationVerdict {
  const all = [...totals];
  if (all.some(({ errors }) => errors > 0)) return "error";
  if (all.some(({ failed }) => failed > 0)) return "fail";
  return all.some(({ pending = 0 }) => pending > 0) ? "pending" : "pass";
}

const exits = { pass: "done", pending: "pending", fail: "no" } as const satisfies Partial<Record<EvaluationVerdict, ExitName>>;

/** How the process ends. @param errorKinds Of the cases that ended in an error. */
export function evaluationExit(verdict: EvaluationVerdict, errorKinds: Iterable<string>): ExitName {
  if (verdict !== "error") return exits[verdict];
  const errors = [...errorKinds].map((kind): ExitName => (kind === "auth" ? "authentication" : "environment"));
  return gravest([...errors, "environment"]);
}
