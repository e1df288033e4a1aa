import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import { EvidenceFold } from "../../core/eval/evidence-fold.ts";
import { Sample } from "./sample.ts";

export interface FoldedResults {
  readonly fold: EvidenceFold;
  readonly failures: Sample;
  readonly errors: Sample;
  readonly pending: Sample;
  /** Of the results that ended in an error. */
  readonly errorKinds: ReadonlySet<string>;
}

/** Reads results once, in test order; memory does not grow with the answers. */
export async function foldResults(plan: EvaluationPlan, results: AsyncIterable<CaseResult>): Promise<FoldedResults> {
  const fold = new EvidenceFold(plan);
  const failures = new Sample();
  const errors = new Sample();
  const pending = new Sample();
  const errorKinds = new Set<string>();
  for await (const result of results) {
    fold.add(result);
    if (result.status === "fail") failures.add(result);
    if (result.status === "error") errors.add(result);
    if (result.status === "pending") pending.add(result);
    if (result.error !== undefined) errorKinds.add(result.error.kind);
  }
  return { fold, failures, errors, pending, errorKinds };
}
