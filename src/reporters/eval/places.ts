import type { CaseOrigin, CaseResult } from "../../core/eval/case-result.ts";

/** A label of a released version; whatever follows its name. */
const released = /^[a-z0-9/-]+@\d/;

/**
 * Where in the working tree a result's case is, as far as that is known: a released version's cases are read from its tag, and
 * their lines are not those of the files that lie here.
 */
export function placeOf({ prompt, origin }: Pick<CaseResult, "prompt" | "origin">): CaseOrigin | undefined {
  return released.test(prompt) ? undefined : origin;
}

/** `prompts/a/evals/main.yml:12` */
export function placeText({ file, line }: CaseOrigin): string {
  return line === undefined ? file : `${file}:${line}`;
}
