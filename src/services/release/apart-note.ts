import type { GitRepo } from "../../ports/git-repo.ts";
import { logRef, trackingRef } from "./release-log.ts";

/** What somebody is to know who reads only this clone's release log where that and the remote's, as last seen, each have entries that the other lacks. */
export async function apartNote(git: GitRepo, remote: string | undefined): Promise<string | undefined> {
  const here = await git.ref(logRef);
  const there = remote === undefined ? undefined : await git.ref(trackingRef(remote));
  if (here === undefined || there === undefined || here === there) return undefined;
  if ((await git.isAncestor(here, there)) || (await git.isAncestor(there, here))) return undefined;
  const { length } = await git.commits(`${here}..${there}`, []);
  return `This is the release log as it was recorded here; the one on ${remote}, as last seen, has ${length} ${length === 1 ? "entry" : "entries"} that it lacks. The next release command brings them together.`;
}
