import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GitRepo, PushRef, RemoteLook } from "../../ports/git-repo.ts";
import { adoptRemoteTags } from "./adopt-remote-tags.ts";
import { fetchReleases } from "./fetch-releases.ts";
import { deletedLog, requireNoLostLog } from "./lost-log.ts";
import { reconcile } from "./reconcile.ts";
import type { ReleaseDeps } from "./release-deps.ts";
import { logRef, readEntries, seenRef, tagRef, trackingRef } from "./release-log.ts";
import { untilSettled } from "./until-settled.ts";

export interface SyncInput {
  /** Undefined = this repository has none: everything is local. */
  readonly remote: string | undefined;
  /** Whose tags are needed. */
  readonly prompts: readonly string[];
  /** True: what the remote's absence keeps from being shared is left for later. False: it is an error. */
  readonly mayBeOffline: boolean;
  /** What the remote was just said to have of these prompts and the log; it is asked when others were faster. */
  readonly there?: RemoteLook["refs"] | undefined;
}

/** The release log as it is now, with everything that was recorded here and could be shared, shared. */
export interface SyncedLog {
  readonly remote: string | undefined;
  readonly tip: string | undefined;
  /** Why the remote does not know everything that was recorded here. */
  readonly offline: PromptopsError | undefined;
  /** What was found half-done and finished, one sentence each. */
  readonly notes: readonly string[];
}

/** Long enough for another command's push. */
export const lockWaitMs = 90_000;

/**
 * Brings this repository's log and the remote's together: fetches, takes what is new, pushes what was recorded here before (by a command
 * that was offline, or killed), and records it anew where others were faster.
 * @throws PromptopsError `remote-unreachable`, `remote-authentication`, `remote-refused`, `release-log-lost`, `release-log-forged` unless `mayBeOffline`; `release-log-damaged`, `tag-conflict`.
 */
export async function syncLog(deps: ReleaseDeps, { remote, prompts, mayBeOffline, there }: SyncInput): Promise<SyncedLog> {
  const { git, lock } = deps;
  if (remote === undefined) return { remote, tip: await git.ref(logRef), offline: undefined, notes: [] };
  const notes: string[] = [];
  await rememberSeen(git, remote);
  return untilSettled(deps, async (isFirst) => {
    const fetched = await unlessOffline(mayBeOffline, () => fetchReleases(git, remote, prompts, isFirst ? there : undefined));
    return lock.holding("release", lockWaitMs, async () => {
      const taken = await unlessOffline(mayBeOffline, () => takeTheirs(deps, remote, fetched instanceof PromptopsError || fetched.hasLog));
      const tip = await git.ref(logRef);
      if (taken instanceof PromptopsError) return { remote, tip, offline: taken, notes };
      notes.push(...taken);
      if (fetched instanceof PromptopsError) return { remote, tip, offline: fetched, notes };
      if (tip === undefined && !mayBeOffline) await requireNoLostLog(git, remote);
      notes.push(...(await adoptRemoteTags(git, remote, tip, fetched.conflicting)));
      const pushed = await unlessOffline(mayBeOffline, () => pushPending(deps, remote, tip));
      if (pushed instanceof PromptopsError) return { remote, tip, offline: pushed, notes };
      if (pushed === "rejected") return "moved";
      if (pushed > 0) notes.push(`${pushed} ${pushed === 1 ? "entry" : "entries"} recorded here earlier ${pushed === 1 ? "is" : "are"} now on ${remote}.`);
      return { remote, tip, offline: undefined, notes };
    });
  });
}

/** What git itself fetched was there: from the first fetch on, the remote's log may not lose it. */
async function rememberSeen(git: GitRepo, remote: string): Promise<void> {
  if ((await git.ref(seenRef(remote))) !== undefined) return;
  const there = await git.ref(trackingRef(remote));
  if (there !== undefined) await git.updateRefs([{ ref: seenRef(remote), next: there, expected: undefined }]);
}

/** @param certain The remote has a log, or cannot be asked. @throws PromptopsError `release-log-lost` when the remote's log lost what it once held, `release-log-forged`. */
async function takeTheirs({ git }: ReleaseDeps, remote: string, certain: boolean): Promise<string[]> {
  const deleted = certain ? undefined : await deletedLog(git, remote, await git.ref(seenRef(remote)));
  if (deleted !== undefined) throw deleted;
  return reconcile({ git }, remote);
}

/** The number of entries that went up; with them the tags they publish. */
async function pushPending({ git }: ReleaseDeps, remote: string, tip: string | undefined): Promise<number | "rejected"> {
  const there = await git.ref(trackingRef(remote));
  if (tip === undefined || tip === there) return 0;
  const entries = await readEntries(git, there === undefined ? tip : `${there}..${tip}`);
  const tags: PushRef[] = entries.flatMap(({ event: { version } }) =>
    version === undefined ? [] : [{ ref: tagRef(`${version.prompt}@${version.version}`), oid: version.tag }],
  );
  if ((await git.pushAtomically(remote, [...tags, { ref: logRef, oid: tip }])) === "rejected") return "rejected";
  await git.updateRefs([{ ref: seenRef(remote), next: tip, expected: await git.ref(seenRef(remote)) }]);
  return entries.length;
}

/** The error instead of the result when it is the remote's, or its log's, and that may be. */
export async function unlessOffline<T>(mayBeOffline: boolean, work: () => Promise<T>): Promise<T | PromptopsError> {
  try {
    return await work();
  } catch (error) {
    if (mayBeOffline && (isRemoteError(error) || isLostLog(error))) return error;
    throw error;
  }
}

export function isRemoteError(error: unknown): error is PromptopsError {
  return error instanceof PromptopsError && error.code.startsWith("remote-");
}

/** Is it the remote's log that is damaged, and not this repository's? */
function isLostLog(error: unknown): error is PromptopsError {
  return error instanceof PromptopsError && (error.code === "release-log-lost" || error.code === "release-log-forged");
}
