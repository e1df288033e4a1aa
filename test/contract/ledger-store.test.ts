import { rename } from "node:fs/promises";
import { describe } from "vitest";
import { systemClock } from "../../src/adapters/clock.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { gitLedger } from "../../src/adapters/ledger-git/git-ledger.ts";
import { systemRandom } from "../../src/adapters/random.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import { memoryLedger, memoryRemote } from "../helpers/memory-ledger.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";
import { countingFold, ledgerStoreContract } from "./ledger-store.ts";

async function ledgerIn({ root }: TempRepo, remote?: string) {
  const git = await openGitRepo(root);
  return gitLedger({ git, lock: sqliteLock(git.privateFolder, systemClock), clock: systemClock, random: systemRandom, fold: countingFold, remote });
}

describe("a ledger in memory", () => {
  ledgerStoreContract(
    () => Promise.resolve(memoryLedger(countingFold)),
    () => {
      const remote = memoryRemote();
      return Promise.resolve({
        open: () => Promise.resolve(memoryLedger(countingFold, remote)),
        reachable: (yes) => {
          remote.reachable = yes;
          return Promise.resolve();
        },
      });
    },
  );
});

for (const format of ["sha1", "sha256"])
  describe(`a ledger in a ${format} repository`, () => {
    ledgerStoreContract(
      async () => ledgerIn(await tempRepo(`--object-format=${format}`)),
      async () => {
        const first = await tempRepo(`--object-format=${format}`);
        const bare = await first.addRemote(`--object-format=${format}`);
        await first.commit({ "README.md": "A project.\n" });
        await first.git("push", "--quiet", "origin", "main");
        return {
          open: async () => ledgerIn(await first.clone(), "origin"),
          reachable: (yes) => (yes ? rename(`${bare}.away`, bare) : rename(bare, `${bare}.away`)),
        };
      },
    );
  });

describe("a ledger in a shallow clone", () => {
  ledgerStoreContract(
    async () => ledgerIn(await tempRepo()),
    async () => {
      const first = await tempRepo();
      const bare = await first.addRemote();
      await first.commit({ "README.md": "A project.\n" });
      await first.commit({ "README.md": "A project with a past.\n" });
      await first.git("push", "--quiet", "origin", "main");
      await first.git("config", "remote.origin.url", `file://${bare}`);
      return {
        open: async () => ledgerIn(await first.clone("--depth=1"), "origin"),
        reachable: (yes) => (yes ? rename(`${bare}.away`, bare) : rename(bare, `${bare}.away`)),
      };
    },
  );
});
