import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GitRepo, RemoteLook } from "../../ports/git-repo.ts";
import { unlessOffline } from "./sync-log.ts";

/** What the remote called its HEAD when it was asked last: a symbolic ref, as `refs/remotes/<remote>/HEAD` is where git was told. */
const seenHead = (remote: string): string => `refs/promptops/seen/${remote}/HEAD`;

/** What git is wont to call it. */
const usual = ["main", "master"];

/**
 * The remote's base branch (`refs/remotes/origin/main`), whose policies hold: as the remote said when it was asked last, else as the clone says, else
 * by its usual name, if only one of those is there; undefined when nobody knows. A checkout by a CI runner never heard of the remote's HEAD.
 */
export async function baseBranch(git: GitRepo, remote: string): Promise<string | undefined> {
  const tracking = `refs/remotes/${remote}/`;
  for (const name of [seenHead(remote), `${tracking}HEAD`]) {
    // Mostly the remote said what the clone knew anyway, and git's files tell that there is nothing to ask for.
    if (name === seenHead(remote) && (await git.ref(name)) === undefined) continue;
    const target = await git.symbolicRef(name);
    if (target?.startsWith(tracking) === true && (await git.ref(target)) !== undefined) return target;
  }
  const there: string[] = [];
  for (const name of usual) if ((await git.ref(`${tracking}${name}`)) !== undefined) there.push(`${tracking}${name}`);
  return there.length === 1 ? there[0] : undefined;
}

/**
 * Asks the remote for its base branch, and brings it here as it is there now: a freeze of this morning holds in a clone of yesterday.
 * @param mayBeOffline True: without the remote, the rules hold as they were last seen.
 * @param refs What else to ask for with the same question. @returns What the remote has of that; undefined when it could not be asked.
 * @throws as `GitRepo.fetch` does.
 */
export async function fetchBase(git: GitRepo, remote: string, mayBeOffline: boolean, refs: readonly string[] = []): Promise<RemoteLook["refs"] | undefined> {
  const looked = await unlessOffline(mayBeOffline, async () => {
    const { head, refs: there } = await git.remoteLook(remote, refs);
    const known = await baseBranch(git, remote);
    const tracking = `refs/remotes/${remote}/`;
    const branch = head?.branch ?? known?.slice(tracking.length);
    if (branch === undefined) return there;
    // A fetch compares all refs of both sides, and mostly there is nothing new.
    if (head?.oid === undefined || head.oid !== (await git.ref(tracking + branch))) await git.fetch(remote, [`refs/heads/${branch}`]);
    if (head !== undefined && known !== tracking + branch && (await git.ref(tracking + branch)) !== undefined)
      await git.pointAt(seenHead(remote), tracking + branch);
    return there;
  });
  return looked instanceof PromptopsError ? undefined : looked;
}
