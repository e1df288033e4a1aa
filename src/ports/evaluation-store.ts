import type { CaseResult } from "../core/eval/case-result.ts";
import type { Evidence } from "../core/eval/evidence.ts";

/** What an evaluation set out to do; a resumed one must have set out to do the same. */
export interface EvaluationHeader {
  readonly id: string;
  readonly plan_digest: string;
  readonly started_at: string;
  readonly prompts: readonly string[];
  readonly calls: number;
}

/** An evaluation being written: durable line by line. */
export interface OpenEvaluation {
  readonly header: EvaluationHeader;
  /** Indexes whose results are already there (errors excepted, they are tried again). */
  readonly done: ReadonlySet<number>;
  append(result: CaseResult): Promise<void>;
  /** All results in test order, the last one per index. */
  results(): AsyncIterable<CaseResult>;
  /** Writes `results.jsonl` in test order and the evidence, and marks it finished. */
  finish(evidence: readonly Evidence[]): Promise<void>;
  close(): Promise<void>;
}

/** Where evaluations and their evidence are kept. */
export interface EvaluationStore {
  start(header: EvaluationHeader): Promise<OpenEvaluation>;
  /** The newest unfinished evaluation with this plan, or the one with this id. */
  resume(planDigest: string, id?: string): Promise<OpenEvaluation | undefined>;
  /** Evidence by its key (see `core/eval/evidence-key.ts`). */
  findEvidence(key: string): Promise<Evidence | undefined>;
  saveEvidence(key: string, evidence: Evidence): Promise<void>;
  /** Evaluations, newest first. */
  list(limit: number): Promise<(EvaluationHeader & { readonly finished: boolean })[]>;
  read(id: string): Promise<{ readonly header: EvaluationHeader; readonly evidence: readonly Evidence[] } | undefined>;
}
