import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { committedProject } from "./committed-project.ts";
import { logRef } from "./release-log.ts";
import { releaseRemote } from "./release-remote.ts";

const seen = /^refs\/promptops\/seen\/([^/]+)\/releases$/;

/**
 * The remote of the release log, also where the committed configuration cannot be read: then the one the log was shared with before. What
 * must work in the worst hour (a rollback, a look at what is live) does not depend on files somebody may have broken.
 */
export async function knownRemote(git: GitRepo): Promise<string | undefined> {
  try {
    return await releaseRemote(git, (await committedProject(git)).config);
  } catch (error) {
    if (!(error instanceof PromptopsError) || error.exit !== "usage") throw error;
    const known = (await git.refs("refs/promptops/seen/")).flatMap(({ name }) => seen.exec(name)?.[1] ?? []);
    return known[0] ?? (await releaseRemote(git, {}));
  }
}

/** Fetches the log, and the tags of prompts. */
export async function fetchLog(git: GitRepo, remote: string | undefined, prompts: readonly string[] | "all"): Promise<void> {
  if (remote === undefined) return;
  const tags = prompts === "all" ? ["refs/tags/*"] : prompts.map((prompt) => `refs/tags/${prompt}@*`);
  await git.fetch(remote, [logRef, ...tags]);
}
