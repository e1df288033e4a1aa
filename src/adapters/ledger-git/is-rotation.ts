import { digestBytes } from "../../core/identity/digest.ts";
import { isRecord } from "../../core/ledger/record-names.ts";
import { formatFile, readFormat, readRotation, rotationFolder } from "../../core/ledger/rotation.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { ledgerView } from "./ledger-view.ts";

/**
 * Is `there` what became of `seen` by pruning and nothing else? It stands for a tip that was not known to be pruned before, every record
 * of `seen` is in it as it was or is named among the pruned ones with its digest, and what its first commit carries over from the tip it
 * stands for, where this clone has that, is the same.
 */
export async function isRotation(git: GitRepo, seen: string, there: string): Promise<boolean> {
  const [before, after] = await Promise.all([seen, there].map(async (commit) => readFormat(await ledgerView(git, commit).read(formatFile))));
  const from = after?.rotation?.from;
  if (from === undefined || from === before?.rotation?.from) return false;
  return (await onlyPruned(git, seen, there)) && (await stateCarriedOver(git, from, there));
}

async function onlyPruned(git: GitRepo, seen: string, there: string): Promise<boolean> {
  const { changed, removed } = await git.changedFiles(seen, there);
  const pruned = new Map<string, Set<string>>();
  for await (const { text } of ledgerView(git, there).records(rotationFolder))
    for (const { path, digest } of readRotation(text)) pruned.set(path, (pruned.get(path) ?? new Set()).add(digest));
  const past = ledgerView(git, seen);
  for (const path of [...changed, ...removed].filter(isRecord)) {
    const text = await past.read(path);
    if (text === undefined || pruned.get(path)?.has(digestBytes(text)) !== true) return false;
  }
  return true;
}

async function stateCarriedOver(git: GitRepo, from: string, there: string): Promise<boolean> {
  if ((await git.resolve(from)) === undefined) return true;
  const root = (await git.commits(there, [])).at(-1);
  if (root === undefined || root.parent !== undefined) return true;
  const { added, changed, removed } = await git.changedFiles(from, root.oid);
  return [...added, ...changed, ...removed].every((path) => !path.startsWith("state/"));
}
