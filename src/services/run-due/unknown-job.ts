import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";

/** @param known Names of the jobs there are. */
export function unknownJob(name: string, known: readonly string[]): PromptopsError {
  const near = nearest(name, known);
  return new PromptopsError(
    "unknown-job",
    `There is no job \`${name}\` in the commit that is run.`,
    near === undefined ? {} : { hint: `Did you mean \`${near}\`?` },
  );
}
