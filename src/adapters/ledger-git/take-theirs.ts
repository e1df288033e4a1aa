import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { isRecord } from "../../core/ledger/record-names.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { FoldState, LedgerRecord } from "../../ports/ledger-store.ts";
import { ledgerBranch, seenRef, trackingRef } from "./ledger-refs.ts";
import { isRotation } from "./is-rotation.ts";
import { ledgerView } from "./ledger-view.ts";
import { writeGroup } from "./write-group.ts";

/**
 * Makes the local ledger continue the fetched one: records that only exist here are put on top of it; a run that others recorded too
 * is kept beside theirs as a late one.
 * @throws PromptopsError `ledger-rewritten` when the fetched one does not continue what was seen before; `ledger-lost` when there is none any more.
 */
export async function takeTheirs(git: GitRepo, fold: FoldState, remote: string): Promise<void> {
  const [here, there, seen] = await Promise.all([git.ref(ledgerBranch), git.ref(trackingRef(remote)), git.ref(seenRef(remote))]);
  if (there === undefined) {
    if (seen !== undefined) throw lost(remote, seen, here);
    return;
  }
  if (seen !== undefined && seen !== there && !(await git.isAncestor(seen, there)) && !(await isRotation(git, seen, there)))
    throw rewritten(remote, seen, there);
  const tip = here === undefined || here === there || (await git.isAncestor(here, there)) ? there : await onTop(git, fold, { here, there, seen });
  await git.updateRefs([
    { ref: ledgerBranch, next: tip, expected: here },
    { ref: seenRef(remote), next: there, expected: seen },
  ]);
}

interface Tips {
  readonly here: string;
  readonly there: string;
  readonly seen: string | undefined;
}

/** The local tip when it continues theirs, else a new one that does. */
async function onTop(git: GitRepo, fold: FoldState, { here, there, seen }: Tips): Promise<string> {
  if (await git.isAncestor(there, here)) return here;
  const { added, changed } = await git.changedFiles(there, here);
  // Not what a rotation took away: only what was written here since.
  const since = seen === undefined ? undefined : new Set((await git.changedFiles(seen, here)).added);
  const isOurs = (path: string) => since === undefined || since.has(path);
  const ours = ledgerView(git, here);
  const records: LedgerRecord[] = [];
  for (const path of added.filter(isRecord).filter(isOurs)) records.push({ path, text: (await ours.read(path)) ?? "" });
  for (const path of changed.filter(isRun).filter(isOurs)) records.push({ path: path.replace(/\.json$/, ".late-1.json"), text: (await ours.read(path)) ?? "" });
  if (records.length === 0) return there;
  const [last] = await git.commits(here, [], 1);
  if (last === undefined) throw new TypeError("a tip is a commit");
  return writeGroup(git, fold, there, { records, message: `${records.length} records written without the remote`, by: last.author, at: last.at });
}

function isRun(path: string): boolean {
  return path.startsWith("runs/");
}

function lost(remote: string, seen: string, here: string | undefined): PromptopsError {
  return new PromptopsError("ledger-lost", `The ledger on ${remote} was deleted: it once had ${seen.slice(0, 7)}, and is gone.`, {
    where: `${remote} promptops/ledger`,
    hint: `Nothing is run without it. Whoever has its newest copy pushes it back; this one: \`git push ${remote} ${here ?? seen}:${ledgerBranch}\`.`,
  });
}

function rewritten(remote: string, seen: string, there: string): PromptopsError {
  return new PromptopsError(
    "ledger-rewritten",
    `The ledger on ${remote} (${there.slice(0, 7)}) does not continue what was seen of it before (${seen.slice(0, 7)}): somebody rewrote it.`,
    { where: `${remote} promptops/ledger` },
  );
}
