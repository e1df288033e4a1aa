import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { committedProject } from "./committed-project.ts";
import { fetchReleases } from "./fetch-releases.ts";
import { deletedLog, requireNoLostLog, requireNotRewritten } from "./lost-log.ts";
import { logRef, seenRef, trackingRef } from "./release-log.ts";
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

/**
 * Fetches the log, and the tags of prompts, for whoever goes by what is released now.
 * @throws PromptopsError `release-log-lost` where the remote has no log any more, or another one: what is known here may be old; as `GitRepo.fetch` does.
 */
export async function fetchLog(git: GitRepo, remote: string | undefined, prompts: readonly string[] | "all"): Promise<void> {
  if (remote === undefined) return;
  const known = await seenOf(git, remote);
  const hasLog = await bringLog(git, remote, prompts);
  const deleted = hasLog ? undefined : await deletedLog(git, remote, known);
  if (deleted !== undefined) throw deleted;
  if (hasLog) await requireNotRewritten(git, remote);
  else if ((await git.ref(logRef)) === undefined) await requireNoLostLog(git, remote);
}

/** The same for whoever tells of a lost log among other things. @returns Does the remote have a log? */
export async function bringLog(git: GitRepo, remote: string, prompts: readonly string[] | "all"): Promise<boolean> {
  if (prompts !== "all") return (await fetchReleases(git, remote, prompts)).hasLog;
  await git.fetch(remote, [logRef, "refs/tags/*"]);
  return (await git.remoteRefs(remote, [logRef])).has(logRef);
}

/** The newest entry that is known to have been on the remote. */
export async function seenOf(git: GitRepo, remote: string): Promise<string | undefined> {
  return (await git.ref(seenRef(remote))) ?? git.ref(trackingRef(remote));
}
