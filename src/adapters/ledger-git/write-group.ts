import { formatFile, formatText } from "../../core/ledger/rotation.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { FoldState, LedgerRecord } from "../../ports/ledger-store.ts";
import { ledgerView } from "./ledger-view.ts";

export interface Parted {
  /** Not there yet. */
  readonly free: readonly LedgerRecord[];
  /** There already, to the letter: ours, written before. */
  readonly same: readonly string[];
  /** There, with another text. */
  readonly taken: ReadonlyMap<string, string>;
}

/** How records stand to a tip. */
export async function partRecords(git: GitRepo, tip: string | undefined, records: readonly LedgerRecord[]): Promise<Parted> {
  const { read } = ledgerView(git, tip);
  const there = await Promise.all(records.map(({ path }) => read(path)));
  const taken = new Map<string, string>();
  const same: string[] = [];
  const free = records.filter(({ path, text }, at) => {
    const found = there[at];
    if (found === text) same.push(path);
    else if (found !== undefined) taken.set(path, found);
    return found === undefined;
  });
  return { free, same, taken };
}

/** A commit on `tip` with the records and what they lead to, on no branch yet. */
export async function writeGroup(
  git: GitRepo,
  fold: FoldState,
  tip: string | undefined,
  { records, message, by, at }: { readonly records: readonly LedgerRecord[]; readonly message: string; readonly by: Person; readonly at: number },
): Promise<string> {
  const state = await fold(ledgerView(git, tip).read, records);
  const kept = [...state].flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const]));
  const removed = [...state].flatMap(([path, text]) => (text === undefined ? [path] : []));
  const format = tip === undefined ? [[formatFile, formatText({ ledger: 1 })] as const] : [];
  const files = Object.fromEntries([...format, ...records.map(({ path, text }) => [path, text] as const), ...kept]);
  return git.writeCommit({ parent: tip, files, removed, message, author: by, at });
}
