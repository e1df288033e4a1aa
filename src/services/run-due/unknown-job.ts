import { nameHint } from "../../core/errors/name-hint.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";

/** @param known Names of the jobs there are. */
export function unknownJob(name: string, known: readonly string[]): PromptopsError {
  const hint = nameHint(name, known);
  return new PromptopsError("unknown-job", `There is no job \`${name}\` in the commit that is run.`, hint === undefined ? {} : { hint });
}
