import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { NewResult } from "../core/results/new.ts";
import { exampleInputs } from "../core/scaffold/example-value.ts";
import { requireName } from "../core/scaffold/require-prompt-id.ts";
import { suiteScaffold } from "../core/scaffold/suite-scaffold.ts";
import { loadPrompt } from "./load-prompt.ts";
import type { NewDeps } from "./new-prompt.ts";
import { openConfig } from "./open-config.ts";
import { writeNew } from "./scaffold/write-new.ts";

export interface NewSuiteInput {
  readonly prompt: string;
  readonly name: string;
}

export const requireSuiteName = (name: string): string => requireName("suite", name);

/** Writes a suite with one case, its inputs made up from the prompt's variables. @throws PromptopsError `unknown-prompt`, `invalid-id`, `already-exists`, `missing-example`. */
export async function newSuite({ source, files }: NewDeps, { prompt, name }: NewSuiteInput): Promise<NewResult> {
  requireSuiteName(name);
  await openConfig(source);
  const { resolved } = await loadPrompt(source, prompt);
  const { inputs, unknown } = exampleInputs(resolved.prompt.variables ?? {});
  if (unknown[0] !== undefined) throw missingExample(prompt, unknown[0]);
  return { created: await writeNew(files, suiteScaffold({ prompt, name, inputs })), next: ["promptops validate", `promptops eval ${prompt} --suite ${name}`] };
}

/** No value that fits could be made up for a variable. */
export function missingExample(prompt: string, variable: string): PromptopsError {
  return new PromptopsError("missing-example", `No value could be made up for the variable \`${variable}\` of ${prompt}.`, {
    where: `prompts/${prompt}/prompt.yml`,
    hint: `Give \`${variable}\` one under \`examples\`, then run this again.`,
  });
}
