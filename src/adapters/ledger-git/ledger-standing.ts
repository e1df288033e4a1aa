import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerStanding } from "../../ports/ledger-store.ts";
import { isRotation } from "./is-rotation.ts";
import { ledgerBranch, seenRef, trackingRef } from "./ledger-refs.ts";

export async function ledgerStanding(git: GitRepo, remote: string | undefined): Promise<LedgerStanding> {
  const here = await git.ref(ledgerBranch);
  if (remote === undefined) return { relation: "alone", here, there: undefined, seen: undefined };
  const [there, seen] = await Promise.all([git.ref(trackingRef(remote)), git.ref(seenRef(remote))]);
  return { relation: await relation(git, here, there, seen), here, there, seen };
}

async function relation(git: GitRepo, here?: string, there?: string, seen?: string): Promise<LedgerStanding["relation"]> {
  if (there === undefined) return seen === undefined ? "unasked" : "lost";
  const isSeen = seen === undefined || seen === there || (await git.isAncestor(seen, there));
  if (!isSeen && !(await isRotation(git, seen, there))) return "rewritten";
  if (here === there) return "same";
  if (here === undefined || !isSeen || (await git.isAncestor(here, there))) return "behind";
  return (await git.isAncestor(there, here)) ? "ahead" : "apart";
}
