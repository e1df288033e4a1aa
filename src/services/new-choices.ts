import { promptFile } from "../core/model/document-paths.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import { readDocument } from "./documents/read-document.ts";
import { openProject } from "./open-project.ts";

/** What a person can choose from when something new is made. */
export interface NewChoices {
  readonly prompts: readonly string[];
  /** Models that prompts of this repository use, and those with a price. */
  readonly models: readonly string[];
  readonly providers: readonly string[];
  readonly environments: readonly string[];
}

/** @throws PromptopsError `not-a-project`, `invalid-documents`. */
export async function newChoices(source: DocumentSource): Promise<NewChoices> {
  const { config, promptIds } = await openProject(source);
  const prompts = await Promise.all(promptIds.map((id) => readDocument(source, "prompt", promptFile(id))));
  const used = prompts.flatMap((prompt) => prompt?.value?.model.id ?? []);
  return {
    prompts: promptIds,
    models: [...new Set([...used, ...Object.keys(config.prices ?? {})])].sort(),
    providers: Object.keys(config.providers),
    environments: Object.keys(config.environments ?? {}),
  };
}
