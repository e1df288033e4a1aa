import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import { EvidenceFold } from "../../core/eval/evidence-fold.ts";
import { tellingEpoch } from "../../core/eval/telling-epoch.ts";
import { Sample } from "./sample.ts";

/** The most that any one result took and cost; 0 where none says. */
export interface Most {
  readonly latencyMs: number;
  readonly costNanoUsd: number;
}

/** What results come to that are added in test order; memory does not grow with the answers. */
export class FoldedResults {
  readonly fold: EvidenceFold;
  /** Of the cases as their epochs were reduced: a case that passed is in none of them, whatever its epochs did. */
  readonly failures = new Sample();
  readonly errors = new Sample();
  readonly pending = new Sample();
  /** Of the results that ended in an error. */
  readonly errorKinds: ReadonlySet<string>;
  readonly #errorKinds = new Set<string>();
  #latencyMs = 0;
  #costNanoUsd = 0;

  constructor(plan: EvaluationPlan) {
    this.fold = new EvidenceFold(plan);
    this.errorKinds = this.#errorKinds;
  }

  get most(): Most {
    return { latencyMs: this.#latencyMs, costNanoUsd: this.#costNanoUsd };
  }

  add(result: CaseResult): void {
    const ended = this.fold.add(result);
    const status = ended?.reduced?.status ?? "pass";
    if (ended !== undefined && status !== "pass") this.#sampleOf(status).add(tellingEpoch(ended.epochs, status));
    this.#latencyMs = Math.max(this.#latencyMs, result.latency_ms ?? 0);
    this.#costNanoUsd = Math.max(this.#costNanoUsd, result.cost_nano_usd ?? 0);
    if (result.error !== undefined) this.#errorKinds.add(result.error.kind);
  }

  #sampleOf(status: "fail" | "error" | "pending"): Sample {
    return { fail: this.failures, error: this.errors, pending: this.pending }[status];
  }
}

/** Reads results once, in test order. */
export async function foldResults(plan: EvaluationPlan, results: AsyncIterable<CaseResult>): Promise<FoldedResults> {
  const folded = new FoldedResults(plan);
  for await (const result of results) folded.add(result);
  return folded;
}
