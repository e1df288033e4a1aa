import type { GitRepo } from "../../ports/git-repo.ts";
import { trackingRef } from "./release-log.ts";
import { isRemoteError, type SyncedLog } from "./sync-log.ts";

/** For a command that records nothing: a remote that was away holds nothing up where all that is recorded here was on it when it was last seen. */
export async function withoutPending(git: GitRepo, log: SyncedLog): Promise<SyncedLog> {
  const { remote, tip, offline } = log;
  if (remote === undefined || tip === undefined || !isRemoteError(offline)) return log;
  const there = await git.ref(trackingRef(remote));
  if (there === undefined || !(await git.isAncestor(tip, there))) return log;
  return { ...log, offline: undefined, notes: [...log.notes, `The release log is as this clone last saw it: ${offline.message}`] };
}
