import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config } from "../../core/model/config.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { openProject } from "../open-project.ts";

/**
 * The configuration whose environments' policies hold: that of the base branch where this clone knows one, so that a change cannot write
 * its own rules; else of `fallback`, the checked-out commit. The base branch is what the remote calls its HEAD.
 */
export async function policyConfig(git: GitRepo, remote: string | undefined, fallback: Config): Promise<Config> {
  const base = remote === undefined ? undefined : await git.resolve(`refs/remotes/${remote}/HEAD`);
  if (base === undefined) return fallback;
  try {
    return (await openProject(git.at(base, `the base branch of ${remote}`))).config;
  } catch (error) {
    // A base branch from before the project has no rules yet.
    if (error instanceof PromptopsError && error.code === "not-a-project") return fallback;
    throw error;
  }
}
