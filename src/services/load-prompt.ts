import { promptHint } from "../core/errors/prompt-hint.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { promptDigest } from "../core/identity/prompt-digest.ts";
import { badPromptId, isOwnDocument, promptFile, promptIdsIn } from "../core/model/document-paths.ts";
import type { Config } from "../core/model/config.ts";
import type { Manifest } from "../core/model/manifest.ts";
import { notAFile } from "../core/model/not-a-file.ts";
import type { ResolvedPrompt } from "../core/model/resolved-prompt.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import { checkPrompt } from "./documents/check-prompt.ts";
import { readPartials } from "./documents/read-partials.ts";
import { refuseProblems } from "./documents/read-document.ts";

/** A prompt that was found to be right, with everything it refers to. */
export interface LoadedPrompt {
  readonly resolved: ResolvedPrompt;
  readonly digest: string;
  readonly manifest?: Manifest;
  /** Names of its suites, sorted. */
  readonly suites: readonly string[];
}

/**
 * Reads one prompt from one state of the repository. What depends on the configuration is only checked when it is given: a
 * version of last year is still itself when a provider is gone.
 * @throws PromptopsError `invalid-id`, `unknown-prompt`, `invalid-documents` with all problems.
 */
export async function loadPrompt(source: DocumentSource, id: string, providers?: Config["providers"], environments?: readonly string[]): Promise<LoadedPrompt> {
  const bad = badPromptId(id);
  if (bad !== undefined) throw await invalidId(source, id, bad);
  const folder = `prompts/${id}`;
  const [files, nonFiles, partials] = await Promise.all([source.list(folder), source.nonFiles(folder), readPartials(source)]);
  refuseProblems(source, `prompt ${id}`, notAFile(nonFiles.filter(({ path }) => isOwnDocument(id, path))));
  const checked = await checkPrompt(id, { source, files, partials, providers, environments });
  if (checked === undefined) throw await unknownPrompt(source, id, files.length > 0);
  const { resolved, manifest, suites, problems } = checked;
  refuseProblems(source, `prompt ${id}`, problems);
  if (resolved === undefined) throw new TypeError("a prompt without problems has a value");
  return { resolved, digest: promptDigest(resolved), ...(manifest === undefined ? {} : { manifest }), suites };
}

async function invalidId(source: DocumentSource, id: string, why: string): Promise<PromptopsError> {
  const hint = promptHint(id, promptIdsIn(await source.list("prompts")));
  return new PromptopsError("invalid-id", `\`${id}\` is no prompt id: ${why}.`, hint === undefined ? {} : { hint });
}

async function unknownPrompt(source: DocumentSource, id: string, hasFolder: boolean): Promise<PromptopsError> {
  const known = promptIdsIn(await source.list("prompts"));
  const isFolderOfPrompts = known.some((each) => each.startsWith(`${id}/`));
  if (hasFolder && !isFolderOfPrompts)
    return new PromptopsError("unknown-prompt", `There is no prompt \`${id}\` in ${source.description}: its folder has no \`prompt.yml\`.`, {
      where: promptFile(id),
      hint: "Write the prompt, or remove the folder.",
    });
  const hint = promptHint(id, known);
  return new PromptopsError("unknown-prompt", `There is no prompt \`${id}\` in ${source.description}.`, hint === undefined ? {} : { hint });
}
