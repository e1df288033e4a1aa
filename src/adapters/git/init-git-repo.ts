import type { GitRepo } from "../../ports/git-repo.ts";
import { openGitRepo } from "./open-git-repo.ts";
import { gitFailed } from "./run-git.ts";

/**
 * Makes a folder a repository, its first branch named as the user's git says, else `main`; one that is there already stays as it is.
 * @throws PromptopsError `git-failed`
 */
export async function initGitRepo(folder: string): Promise<GitRepo> {
  const { simpleGit } = await import("simple-git");
  try {
    const git = simpleGit(folder);
    const { value } = await git.getConfig("init.defaultBranch");
    await git.init({ "--initial-branch": value ?? "main" });
  } catch (error) {
    throw gitFailed(["init"], error instanceof Error ? error.message : String(error));
  }
  return openGitRepo(folder);
}
