import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { digestOf } from "../../src/core/identity/digest.ts";
import type { Committed, FoldState, LedgerRecord, LedgerStore, LedgerView } from "../../src/ports/ledger-store.ts";

/** What several ledgers write to, as a remote is. */
export interface MemoryRemote {
  files: Map<string, string>;
  /** Paths that were pruned. */
  readonly pruned: Set<string>;
  /** How often it was written. */
  tip: number;
  reachable: boolean;
  /** The write under way: one after the other. */
  busy: Promise<unknown>;
}

export function memoryRemote(): MemoryRemote {
  return { files: new Map(), pruned: new Set(), tip: 0, reachable: true, busy: Promise.resolve() };
}

/** A ledger that forgets everything with the process; with a remote, its own files are what it last saw there and wrote locally. */
export function memoryLedger(fold: FoldState, remote?: MemoryRemote): LedgerStore {
  const own: MemoryRemote = remote === undefined ? memoryRemote() : { ...memoryRemote(), files: new Map(remote.files), tip: remote.tip };

  const view = ({ files, tip }: Pick<MemoryRemote, "files" | "tip">): LedgerView => {
    const held = new Map(files);
    return {
      tip: tip === 0 ? undefined : `tip-${tip}`,
      read: (path) => Promise.resolve(held.get(path)),
      list: (folder) => Promise.resolve(namesIn(held, folder)),
      ids: (folder) => Promise.resolve(new Map(namesIn(held, folder).map((name) => [name, idOf(held, folder === "" ? name : `${folder}/${name}`)]))),
      records: async function* (folder) {
        const inside = [...held].filter(([path]) => folder === "" || path.startsWith(`${folder}/`)).sort(([a], [b]) => (a < b ? -1 : 1));
        for (const [path, text] of inside) yield { path, text };
      },
    };
  };

  async function write(place: MemoryRemote, records: readonly LedgerRecord[]): Promise<void> {
    const state = await fold((path) => Promise.resolve(place.files.get(path)), records);
    for (const { path, text } of records) place.files.set(path, text);
    for (const [path, text] of state) {
      if (text === undefined) place.files.delete(path);
      else place.files.set(path, text);
    }
    place.tip += 1;
  }

  async function takeTheirs(from: MemoryRemote): Promise<void> {
    const missing = [...own.files]
      .filter(([path]) => !path.startsWith("state/") && !from.files.has(path) && !from.pruned.has(path))
      .map(([path, text]) => ({ path, text }));
    own.files.clear();
    for (const [path, text] of from.files) own.files.set(path, text);
    own.tip = from.tip;
    if (missing.length > 0) await write(own, missing);
  }

  const unreachable = () => new PromptopsError("remote-unreachable", "The remote cannot be reached.");

  return {
    standing: () =>
      Promise.resolve({
        relation: remote === undefined ? "alone" : remote.tip === own.tip ? "same" : "behind",
        here: view(own).tip,
        there: undefined,
        seen: undefined,
      }),
    async rotate(plan) {
      if (remote?.reachable === false) throw unreachable();
      if (remote !== undefined) await takeTheirs(remote);
      const before = view(own);
      const pruning = before.tip === undefined ? undefined : await plan(before);
      if (pruning === undefined || before.tip === undefined) return undefined;
      for (const path of pruning.deleted) {
        own.files.delete(path);
        remote?.pruned.add(path);
      }
      for (const { path, text } of [...pruning.redacted, ...pruning.records]) own.files.set(path, text);
      own.tip += 1;
      if (remote !== undefined) Object.assign(remote, { files: new Map(own.files), tip: own.tip });
      return { tip: `tip-${own.tip}`, from: before.tip };
    },
    view: () => Promise.resolve(view(own)),
    async sync() {
      if (remote === undefined) return undefined;
      if (!remote.reachable) return unreachable();
      await takeTheirs(remote);
      return undefined;
    },
    commit({ records }, sharing) {
      const toRemote = remote !== undefined && sharing === "shared";
      const place = remote ?? own;
      const done = place.busy.then(() => commit(records, toRemote));
      place.busy = done.catch(() => undefined);
      return done;
    },
  };

  async function commit(records: readonly LedgerRecord[], toRemote: boolean): Promise<Committed> {
    if (toRemote && remote?.reachable === false) throw unreachable();
    if (toRemote && remote !== undefined) await takeTheirs(remote);
    const taken = new Map<string, string>();
    const free = records.filter(({ path, text }) => {
      const found = own.files.get(path);
      if (found !== undefined && found !== text) taken.set(path, found);
      return found === undefined;
    });
    if (free.length > 0 || own.tip === 0) await write(own, free);
    if (toRemote && remote !== undefined) {
      remote.files.clear();
      for (const [path, text] of own.files) remote.files.set(path, text);
      remote.tip = own.tip;
    }
    return {
      tip: `tip-${own.tip}`,
      written: records.filter(({ path }) => !taken.has(path)).map(({ path }) => path),
      taken,
      shared: remote === undefined || toRemote,
    };
  }
}

function namesIn(files: ReadonlyMap<string, string>, folder: string): string[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const names = [...files.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  return [...new Set(names.map((name) => (name.includes("/") ? `${name.slice(0, name.indexOf("/"))}/` : name)))].sort();
}

function idOf(files: ReadonlyMap<string, string>, path: string): string {
  const inside = [...files].filter(([each]) => (path.endsWith("/") ? each.startsWith(path) : each === path)).sort(([a], [b]) => (a < b ? -1 : 1));
  return digestOf(inside);
}
