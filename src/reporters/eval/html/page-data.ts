import type { CaseResult } from "../../../core/eval/case-result.ts";

/** What the page knows of the evaluation as a whole: the block `evaluation`. */
export interface PageEvaluation {
  readonly id: string;
  readonly prompts: readonly PagePrompt[];
  /** The file that holds every result whole. */
  readonly results: string;
}

export interface PagePrompt {
  readonly label: string;
  /** The same for all models that one prompt was asked with. */
  readonly subject: string;
  readonly model: string;
}

/** A result as the page holds it: blocks `results`, each a list of them. */
export interface PageResult extends CaseResult {
  /** What the case's epochs came to, where that is something else than this one. */
  readonly case_status?: CaseResult["status"];
  /** How many characters there are of what was cut. */
  readonly whole?: Readonly<Record<string, number>>;
}

/** How much of the evaluation the page holds: the block `embedded`, the last one. */
export interface PageEmbedded {
  readonly embedded: number;
  readonly total: number;
}
