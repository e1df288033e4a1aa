import { gravest, type ExitName } from "../errors/exit-code.ts";
import type { EvidenceTotals } from "./evidence.ts";

type FinishedVerdict = "pass" | "fail" | "error" | "pending";
/** `unfinished`: nothing speaks against it so far, and results are missing. */
export type EvaluationVerdict = FinishedVerdict | "unfinished";

type Counts = Pick<EvidenceTotals, "failed" | "errors" | "pending">;

/** An error leaves the question open, so it outweighs failures; a person's word that is open matters when nothing failed. */
export function finishedVerdict(totals: Iterable<Counts>): FinishedVerdict {
  const all = [...totals];
  if (all.some(({ errors }) => errors > 0)) return "error";
  if (all.some(({ failed }) => failed > 0)) return "fail";
  return all.some(({ pending = 0 }) => pending > 0) ? "pending" : "pass";
}

/** What is not finished is no pass. @param missing Results that were not run. */
export function evaluationVerdict(totals: Iterable<Counts>, missing: number): EvaluationVerdict {
  const soFar = finishedVerdict(totals);
  return missing > 0 && (soFar === "pass" || soFar === "pending") ? "unfinished" : soFar;
}

const exits = { pass: "done", pending: "pending", fail: "no", unfinished: "pending" } as const satisfies Partial<Record<EvaluationVerdict, ExitName>>;

/** How the process ends. @param errorKinds Of the cases that ended in an error. */
export function evaluationExit(verdict: EvaluationVerdict, errorKinds: Iterable<string>): ExitName {
  if (verdict !== "error") return exits[verdict];
  const errors = [...errorKinds].map((kind): ExitName => (kind === "auth" ? "authentication" : "environment"));
  return gravest([...errors, "environment"]);
}
