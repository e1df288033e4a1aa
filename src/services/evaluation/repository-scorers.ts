import type { ScorerNeeds } from "../../core/assertions/kind.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { ScorerRunner } from "../../ports/scorer-runner.ts";

/** Runs the scorer files of repository states; each file is read once per state. */
export function repositoryScorers(scorers: ScorerRunner): (source: DocumentSource) => ScorerNeeds["runScorer"] {
  const read = new Map<DocumentSource, Map<string, Promise<Uint8Array>>>();
  return (source) => {
    const files = read.get(source) ?? new Map<string, Promise<Uint8Array>>();
    read.set(source, files);
    return async (file, input, config) => {
      const bytes = files.get(file) ?? readScorer(source, file);
      files.set(file, bytes);
      return scorers.run(file, await bytes, input, config);
    };
  };
}

async function readScorer(source: DocumentSource, file: string): Promise<Uint8Array> {
  const bytes = await source.read(file);
  if (bytes === undefined)
    throw new PromptopsError("scorer-failed", `There is no scorer ${file} in ${source.description}.`, {
      where: file,
      hint: "Correct the path in the assertion, or add the file.",
    });
  return bytes;
}
