import type { CaseResult } from "../core/eval/case-result.ts";
import type { EvaluationHeader } from "../core/eval/evaluation-header.ts";
import type { Evidence, EvidenceTotals } from "../core/eval/evidence.ts";

export type { EvaluationHeader };

/** An evaluation being written: durable line by line. */
export interface OpenEvaluation {
  readonly header: EvaluationHeader;
  /** Indexes whose results are already there (errors excepted, they are tried again). */
  readonly done: ReadonlySet<number>;
  /** Outlives this process once it resolves, also when the process is killed. */
  append(result: CaseResult): Promise<void>;
  /** All results in test order, the last one per index. */
  results(): AsyncIterable<CaseResult>;
  /** Keeps the results in test order and the evidence, and marks it finished. */
  finish(evidence: readonly Evidence[]): Promise<void>;
  close(): Promise<void>;
}

export type EvaluationEntry = EvaluationHeader & {
  readonly finished: boolean;
  /** One per prompt, in the plan's order; absent before it is finished. */
  readonly totals?: readonly EvidenceTotals[];
};

/** Evidence that other evaluations may rely on. */
export interface KeptEvidence {
  readonly key: string;
  readonly evidence: Evidence;
}

/** A prompt's state and who is asked. */
export type AboutPrompt = Pick<Evidence, "prompt" | "prompt_digest" | "model_digest">;

/** Where evaluations and their evidence are kept. */
export interface EvaluationStore {
  /** Begins one; when another already has the id, it gets the next free one (`id-2`). */
  start(header: EvaluationHeader): Promise<OpenEvaluation>;
  /**
   * Goes on with one: what is missing and what ended in an error can be appended; a finished one becomes unfinished.
   * Undefined when there is none of this id.
   * @throws PromptopsError `locked` when another process is writing it, `corrupt-evaluation` when its file was damaged.
   */
  resume(id: string): Promise<OpenEvaluation | undefined>;
  /** The ids there are, newest first. */
  ids(): Promise<string[]>;
  /** What one of them set out to do and came to; undefined when there is none of this id. @throws PromptopsError `corrupt-evaluation`. */
  entry(id: string): Promise<EvaluationEntry | undefined>;
  /** Evaluations, newest first; damaged ones are passed over. */
  list(limit: number): Promise<EvaluationEntry[]>;
  /** What it set out to do, finished or not: evidence may be large and is left alone. */
  header(id: string): Promise<EvaluationHeader | undefined>;
  /** Header and evidence; no evidence before it is finished. */
  read(id: string): Promise<{ readonly header: EvaluationHeader; readonly evidence: readonly Evidence[] | undefined } | undefined>;
  /** All results so far, in test order. Throws like a missing file when there is no such evaluation. @throws PromptopsError `corrupt-evaluation`. */
  results(id: string): AsyncIterable<CaseResult>;
  /** Where its results are, for people: a path. */
  location(id: string): string;
  /**
   * Evidence by its key (see `core/eval/evidence-key.ts`). @param counts Other evidence is as good as none; absent = all counts.
   * @param mayCount What `counts` surely refuses by all but the cases, which may be very many and need not be read then.
   */
  findEvidence(key: string, counts?: (evidence: Evidence) => boolean, mayCount?: (evidence: Omit<Evidence, "cases">) => boolean): Promise<Evidence | undefined>;
  /** Evidence about a prompt and a model as they are here, whatever the suites; in any order. What is damaged is passed over. */
  evidenceAbout(about: AboutPrompt): AsyncIterable<KeptEvidence>;
  /** Asks others, once, what they proved since: true when `evidenceAbout` may tell of more. Where nothing is shared, or nobody answers, there is nothing. */
  catchUp(): Promise<boolean>;
  /** Everything of that kind, in the order of keys; what is damaged is passed over. */
  keptEvidence(): AsyncIterable<KeptEvidence>;
  saveEvidence(key: string, evidence: Evidence): Promise<void>;
}
