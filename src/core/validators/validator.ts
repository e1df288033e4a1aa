import type { Manifest } from "../model/manifest.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import type { EvalCase } from "../model/suite.ts";
import type { Finding } from "./finding.ts";
import type { PromptText } from "./prompt-texts.ts";

/** A prompt as validators look at it. */
export interface Subject {
  readonly resolved: ResolvedPrompt;
  readonly manifest: Manifest | undefined;
  /** What it is evaluated on; empty when not at hand. */
  readonly cases: readonly ValidatedCase[];
  /** Every text it is made of. */
  readonly texts: readonly PromptText[];
}

export interface ValidatedCase extends Pick<EvalCase, "suite" | "id" | "inputs" | "expected" | "history"> {
  /** Its own, without those of the whole suite: what they ask of every answer, the prompt has to say. */
  readonly assertions: EvalCase["assertions"];
}

/** A static check. Its code names it in findings; one file per validator. */
export interface Validator {
  readonly code: string;
  /** One line for the reference table. */
  readonly summary: string;
  /** It looks at the cases, so without them it finds nothing. */
  readonly needsCases?: true;
  check(subject: Subject): Omit<Finding, "code">[];
}
