import type { GitRepo } from "../../ports/git-repo.ts";
import { ledgerBranch, trackingRef } from "./ledger-refs.ts";

/**
 * Where the ledger ends, as this clone knows it: the branch, or the remote's as it was last fetched where that continues it. A clone that
 * never wrote has no branch, and what was fetched is all it knows. @param apart Told of a remote whose ledger has records that this one lacks.
 */
export async function newestTip(git: GitRepo, remote: string | undefined, apart?: (remote: string) => void): Promise<string | undefined> {
  const here = await git.ref(ledgerBranch);
  const there = remote === undefined ? undefined : await git.ref(trackingRef(remote));
  if (here === undefined || there === undefined || here === there) return here ?? there;
  if (await git.isAncestor(here, there)) return there;
  if (remote !== undefined && apart !== undefined && !(await git.isAncestor(there, here))) apart(remote);
  return here;
}
