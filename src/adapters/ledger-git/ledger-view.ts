import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerRecord, LedgerView } from "../../ports/ledger-store.ts";
import { damagedLedger } from "./damaged-ledger.ts";

type Entries = Awaited<ReturnType<GitRepo["entries"]>>;

/** The ledger at one commit. What it has and git cannot read is damage, and never nothing: on nothing somebody would build. */
export function ledgerView(git: GitRepo, tip: string | undefined): LedgerView {
  if (tip === undefined) return emptyView;
  const text = async (path: string) => (await git.readFromEach([tip], path))[0];
  /** Names in folders that were looked into because something was not there. */
  const names = new Map<string, Promise<ReadonlySet<string>>>();

  async function read(path: string): Promise<string | undefined> {
    const found = await text(path).catch((error: unknown) => {
      if (error instanceof PromptopsError && error.code === "git-failed") throw damagedLedger(path, path);
      throw error;
    });
    if (found === undefined && (await has(path))) throw damagedLedger(path, path);
    return found;
  }

  async function has(path: string): Promise<boolean> {
    const [folder, name] = split(path);
    const known = names.get(folder) ?? entriesIn(folder).then((entries) => new Set(entries.map((each) => each.name)));
    names.set(folder, known);
    return (await known).has(name);
  }

  async function entriesIn(folder: string): Promise<Entries> {
    const entries = await git.entries(tip ?? "", folder);
    if (entries.length > 0) return entries;
    // Git keeps no empty folders, and no ledger is empty.
    if (folder === "") throw damagedLedger(`promptops/ledger ${(tip ?? "").slice(0, 7)}`, `commit ${(tip ?? "").slice(0, 7)}`);
    if (await has(folder)) throw damagedLedger(folder, `folder ${folder}`);
    return entries;
  }

  async function* below(folder: string): AsyncGenerator<LedgerRecord> {
    for (const { name, folder: isFolder } of await entriesIn(folder)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (isFolder) yield* below(path);
      else yield { path, text: (await text(path)) ?? "" };
    }
  }

  const listed = async (folder: string) => (await entriesIn(folder)).map(({ name, folder: isFolder, oid }) => ({ name: isFolder ? `${name}/` : name, oid }));

  return {
    tip,
    read,
    list: async (folder) => (await listed(folder)).map(({ name }) => name),
    ids: async (folder) => new Map((await listed(folder)).map(({ name, oid }) => [name, oid])),
    async *records(folder) {
      await git.bringHere(tip, [folder]);
      yield* below(folder);
    },
  };
}

const emptyView: LedgerView = {
  tip: undefined,
  read: () => Promise.resolve(undefined),
  list: () => Promise.resolve([]),
  ids: () => Promise.resolve(new Map()),
  async *records() {},
};

function split(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf("/");
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
}
