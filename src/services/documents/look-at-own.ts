import { manifestFile, promptFile, suiteFile } from "../../core/model/document-paths.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { LoadedPrompt } from "../load-prompt.ts";
import { lookAtDocuments, type LookedAtDocuments } from "./look-at-documents.ts";

/** What `validate` says of one prompt's documents: the prompt, its manifest, all its suites, and the configuration. @throws PromptopsError `not-a-project`. */
export function lookAtOwn(source: DocumentSource, { resolved: { id }, manifest, suites }: LoadedPrompt): Promise<LookedAtDocuments> {
  const files = [promptFile(id), ...(manifest === undefined ? [] : [manifestFile(id)]), ...suites.map((suite) => suiteFile(id, suite))];
  return lookAtDocuments(
    source,
    files.map((path) => ({ path })),
    `prompts/${id}`,
  );
}
