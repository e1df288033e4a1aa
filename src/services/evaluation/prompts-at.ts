import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { promptIdsIn } from "../../core/model/document-paths.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";

export interface PromptsAt {
  readonly source: DocumentSource;
  /** Sorted. */
  readonly promptIds: readonly string[];
  /** All files below `prompts/`. */
  readonly promptFiles: readonly string[];
}

/** The prompts of a commit. Its configuration is not looked at. @throws PromptopsError `unknown-revision`. */
export async function promptsAt(git: GitRepo, revision: string): Promise<PromptsAt> {
  const commit = await git.resolve(revision);
  if (commit === undefined) throw new PromptopsError("unknown-revision", `"${revision}" names no commit.`, { where: "--prompts-from" });
  const source = git.at(commit);
  const promptFiles = await source.list("prompts");
  return { source, promptIds: promptIdsIn(promptFiles), promptFiles };
}
