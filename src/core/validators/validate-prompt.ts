import type { Manifest } from "../model/manifest.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import type { Finding } from "./finding.ts";
import { promptTexts } from "./prompt-texts.ts";
import { validators } from "./registry.ts";
import type { ValidatedCase } from "./validator.ts";

export interface ValidationInput {
  readonly resolved: ResolvedPrompt;
  readonly manifest?: Manifest | undefined;
  /** The cases it is evaluated on; without them nobody can tell whether it gives one away. */
  readonly cases?: readonly ValidatedCase[] | undefined;
}

/** Everything the static validators hold against a prompt, before any model is asked. Empty = nothing. */
export function validatePrompt({ resolved, manifest, cases = [] }: ValidationInput): Finding[] {
  const subject = { resolved, manifest, cases, texts: promptTexts(resolved) };
  return validators.flatMap(({ code, check }) => check(subject).map((finding) => ({ code, ...finding })));
}
