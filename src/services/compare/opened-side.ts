import type { CaseResult } from "../../core/eval/case-result.ts";
import type { PlannedPrompt } from "../../core/eval/evaluation-plan.ts";
import type { EvidenceCase } from "../../core/eval/evidence.ts";
import type { ComparedSide } from "../../core/results/compare.ts";
import type { DocumentSource } from "../../ports/document-source.ts";

/** A prompt that is yet to be evaluated. */
export interface PromptSide {
  readonly opened: "prompt";
  readonly kind: "prompt" | "draft";
  readonly name: string;
  /** How the command line names it. */
  readonly word: string;
  readonly prompt: string;
  /** Where it is read from, as `prompts/<prompt>/prompt.yml`. */
  readonly source: DocumentSource;
  /** `provider/name`, in place of its own. */
  readonly model: string | undefined;
  /** Its name without the model, where models were named. */
  readonly state?: string;
  /** Of the work tree: the newest version that is the very same. */
  readonly published?: string;
}

type About =
  "name" | "state" | "word" | "kind" | "prompt" | "published" | "prompt_digest" | "model" | "models_answered" | "evaluation" | "evaluated_at" | "reused";

/** A side whose answers are there. */
export interface RecordedSide {
  readonly opened: "recorded";
  readonly about: Pick<ComparedSide, About>;
  readonly cases: readonly EvidenceCase[];
  /** How it was run; undefined when nothing says so. */
  readonly planned: PlannedPrompt | undefined;
  /** Can its results hold metrics? */
  readonly hasMetrics: boolean;
  /** Its results in test order, each time anew; none when they are not kept any more. */
  readonly results: () => AsyncIterable<CaseResult>;
}

export type OpenedSide = PromptSide | RecordedSide;

/** Several sides in one place: an evaluation, or a file of results. */
export interface Recording {
  /** `evaluation 20261120T…`, for sentences. */
  readonly name: string;
  /** As it is typed, without a label. */
  readonly word: string;
  readonly entries: readonly RecordingEntry[];
}

export interface RecordingEntry {
  readonly label: string;
  readonly side: RecordedSide;
}
