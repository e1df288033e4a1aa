import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config } from "../../core/model/config.ts";
import { badPromptId, configFile, manifestFile, partialFile, promptFile } from "../../core/model/document-paths.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import { providerFiles } from "../../core/providers/registry.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { refuseProblems } from "../documents/read-document.ts";
import { loadPrompt, type LoadedPrompt } from "../load-prompt.ts";
import { lookAtOwn } from "../documents/look-at-own.ts";
import type { CommittedProject } from "./committed-project.ts";

/**
 * The prompt as committed, when it is right and everything it is made of is committed.
 * @throws PromptopsError `invalid-id`, `uncommitted-changes`, `unknown-prompt`, `invalid-documents`.
 */
export async function committedPrompt(git: GitRepo, { source, config }: CommittedProject, id: string): Promise<LoadedPrompt> {
  const bad = badPromptId(id);
  if (bad !== undefined) throw new PromptopsError("invalid-id", `\`${id}\` is no prompt id: ${bad}.`);
  await refuseUncommitted(git, id, [configFile, promptFile(id), manifestFile(id), `prompts/${id}/evals`]);
  const loaded = await loadPrompt(source, id);
  await refuseUncommitted(git, id, furtherInputs(loaded, config));
  const { problems } = await lookAtOwn(source, loaded);
  refuseProblems(source, `prompt ${id}`, problems);
  return loaded;
}

function furtherInputs({ resolved }: LoadedPrompt, { providers }: Config): string[] {
  const provider = providers[providerOf(resolved.prompt.model.id)];
  const read = provider === undefined ? [] : providerFiles(provider).map(({ path }) => path);
  return [...Object.keys(resolved.partials).map(partialFile), ...Object.keys(resolved.files), ...read, "scorers"];
}

async function refuseUncommitted(git: GitRepo, id: string, paths: readonly string[]): Promise<void> {
  const changed = await git.uncommitted(paths);
  if (changed.length === 0) return;
  const problems = changed.map((file) => ({ rule: "uncommitted", file, message: "It differs from the last commit." }));
  throw new PromptopsError(
    "uncommitted-changes",
    `${changed.length === 1 ? "A file" : `${changed.length} files`} of ${id} ${changed.length === 1 ? "is" : "are"} not committed.`,
    { problems },
  );
}
