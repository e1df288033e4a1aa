import type { JudgeData } from "../../judging/judge-question.ts";
import type { Judge } from "../../model/judge.ts";
import type { Manifest } from "../../model/manifest.ts";
import type { ResolvedPrompt } from "../../model/resolved-prompt.ts";
import type { Json } from "../../model/shape.ts";

/** A prompt as those checks look at it that only a model can make. */
export interface SemanticSubject {
  readonly resolved: ResolvedPrompt;
  readonly manifest: Manifest | undefined;
  /** The version that it would replace; undefined where nothing was released. */
  readonly released: ResolvedPrompt | undefined;
}

/** What a judge is shown; `answer` is the prompt that is looked at. */
export type SemanticData = Readonly<Partial<Record<JudgeData, Json>>>;

/** A check that a model makes. Its code names it in findings; one file per validator. */
export interface SemanticValidator {
  readonly code: string;
  /** One line for the reference table. */
  readonly summary: string;
  /** The name of its judge: `judges/<name>.yml` of the repository takes the place of the one that stands here. */
  readonly judgeName: string;
  readonly judge: Judge;
  /** Undefined where the prompt gives nothing to ask. */
  readonly shown: (subject: SemanticSubject) => SemanticData | undefined;
  /** Beginning of a finding's sentence; the judge's reason follows. */
  readonly message: string;
  readonly hint: string;
  /** Where in the prompt, and which part of the manifest is broken. */
  readonly path: string;
  readonly manifestPath?: string;
}
