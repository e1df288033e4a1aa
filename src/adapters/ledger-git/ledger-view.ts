import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerRecord, LedgerView } from "../../ports/ledger-store.ts";

/** The ledger at one commit. */
export function ledgerView(git: GitRepo, tip: string | undefined): LedgerView {
  const read = async (path: string) => (tip === undefined ? undefined : (await git.readFromEach([tip], path))[0]);

  async function* below(folder: string): AsyncGenerator<LedgerRecord> {
    for (const { name, folder: isFolder } of tip === undefined ? [] : await git.entries(tip, folder)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (isFolder) yield* below(path);
      else yield { path, text: (await read(path)) ?? "" };
    }
  }

  const entries = async (folder: string) =>
    tip === undefined ? [] : (await git.entries(tip, folder)).map(({ name, folder: isFolder, oid }) => ({ name: isFolder ? `${name}/` : name, oid }));

  return {
    tip,
    read,
    list: async (folder) => (await entries(folder)).map(({ name }) => name),
    ids: async (folder) => new Map((await entries(folder)).map(({ name, oid }) => [name, oid])),
    async *records(folder) {
      if (tip !== undefined) await git.bringHere(tip, [folder]);
      yield* below(folder);
    },
  };
}
