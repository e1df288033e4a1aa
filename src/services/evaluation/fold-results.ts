import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import { EvidenceFold } from "../../core/eval/evidence-fold.ts";
import { tellingEpoch } from "../../core/eval/telling-epoch.ts";
import { Sample } from "./sample.ts";

export interface FoldedResults {
  readonly fold: EvidenceFold;
  /** Of the cases as their epochs were reduced: a case that passed is in none of them, whatever its epochs did. */
  readonly failures: Sample;
  readonly errors: Sample;
  readonly pending: Sample;
  /** Of the results that ended in an error. */
  readonly errorKinds: ReadonlySet<string>;
  readonly most: Most;
}

/** The most that any one result took and cost; 0 where none says. */
export interface Most {
  readonly latencyMs: number;
  readonly costNanoUsd: number;
}

/** Reads results once, in test order; memory does not grow with the answers. */
export async function foldResults(plan: EvaluationPlan, results: AsyncIterable<CaseResult>): Promise<FoldedResults> {
  const fold = new EvidenceFold(plan);
  const samples = { fail: new Sample(), error: new Sample(), pending: new Sample() };
  const errorKinds = new Set<string>();
  let [latencyMs, costNanoUsd] = [0, 0];
  for await (const result of results) {
    const ended = fold.add(result);
    const status = ended?.reduced?.status ?? "pass";
    if (ended !== undefined && status !== "pass") samples[status].add(tellingEpoch(ended.epochs, status));
    latencyMs = Math.max(latencyMs, result.latency_ms ?? 0);
    costNanoUsd = Math.max(costNanoUsd, result.cost_nano_usd ?? 0);
    if (result.error !== undefined) errorKinds.add(result.error.kind);
  }
  return { fold, failures: samples.fail, errors: samples.error, pending: samples.pending, errorKinds, most: { latencyMs, costNanoUsd } };
}
