import { systemClock } from "../../src/adapters/clock.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { gitLedger } from "../../src/adapters/ledger-git/git-ledger.ts";
import { systemRandom } from "../../src/adapters/random.ts";
import { sqliteLedgerIndex, type ClosableIndex } from "../../src/adapters/sqlite/ledger-index.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import type { GitRepo } from "../../src/ports/git-repo.ts";
import type { Journal } from "../../src/ports/journal.ts";
import type { LedgerRecord, LedgerStore } from "../../src/ports/ledger-store.ts";
import { memoryDisk, memoryJournal, type MemoryDisk } from "./memory-journal.ts";

const branch = "refs/heads/promptops/ledger";

export interface LedgerPlace {
  readonly git: GitRepo;
  readonly ledger: LedgerStore;
  readonly index: ClosableIndex;
  readonly journal: Journal;
  readonly disk: MemoryDisk;
  readonly remote: string | undefined;
  /** Writes records as promptops does. */
  write(...records: LedgerRecord[]): Promise<void>;
  /** Does what nobody should: a commit on the ledger that changes files as it likes. */
  tamper(files: Readonly<Record<string, string>>, removed?: readonly string[]): Promise<void>;
}

/** The ledger of a repository, with everything real but the journal. */
export async function ledgerPlace(root: string, remote?: string): Promise<LedgerPlace> {
  const git = await openGitRepo(root);
  const ports = { git, lock: sqliteLock(git.privateFolder, systemClock), clock: systemClock };
  const ledger = gitLedger({ ...ports, random: systemRandom, fold: foldState, remote });
  const disk = memoryDisk();
  const about = { message: "Records", by: { name: "Runner", email: "runner@example.com" }, at: Date.UTC(2026, 10, 20) };
  return {
    git,
    ledger,
    index: sqliteLedgerIndex({ ...ports, ledger, folder: git.privateFolder }),
    journal: memoryJournal(disk, "own", systemClock),
    disk,
    remote,
    write: async (...records) => void (await ledger.commit({ ...about, records }, "shared")),
    async tamper(files, removed = []) {
      const tip = await git.resolve(branch);
      const next = await git.writeCommit({ parent: tip, files, removed, message: "Tampered", author: about.by, at: about.at });
      await git.updateRefs([{ ref: branch, next, expected: tip }]);
    },
  };
}
