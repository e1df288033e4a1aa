import type { ComparePlan } from "../../core/eval/compare-splits.ts";
import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { GivenFiles } from "../../ports/given-files.ts";
import type { EvaluateDeps, EvaluateInput } from "../evaluation/evaluation-input.ts";

/** What of a repository a comparison needs. */
export interface CompareRepository extends EvaluateDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
  /** A path as the user typed it, as a path of the repository; undefined when it lies elsewhere. */
  readonly inside: (path: string) => string | undefined;
}

export interface CompareDeps {
  /** Opened only when something of it is named: two files of results are compared anywhere. */
  readonly repository: () => Promise<CompareRepository>;
  readonly files: GivenFiles;
}

type Running = Pick<EvaluateInput, "suites" | "cases" | "tags" | "epochs" | "useCache" | "allowCode" | "concurrency" | "maxCostUsd" | "signal">;

export interface CompareInput extends Running {
  /** States of prompts, drafts, evaluations, files of results; the first is what the others are compared with. Not empty. */
  readonly words: readonly string[];
  /** `provider/name`, or `own`: see `core/eval/compare-models.ts`. */
  readonly models: readonly string[];
  /** States and models go with each other in their order, in place of every state under every model. */
  readonly oneByOne?: boolean;
  /** What the others are compared with, in place of the first: see `core/eval/compare-baseline.ts`. */
  readonly baseline?: string;
  readonly metric: ComparePlan["metric"];
  /** The smallest difference that matters, in points of the metric. */
  readonly margin: number;
  /** Gather the answers of the cases that changed. Those of cases that were named are gathered anyway. */
  readonly showAnswers: boolean;
  readonly onEvent?: ((event: EvaluationEvent) => void) | undefined;
}
