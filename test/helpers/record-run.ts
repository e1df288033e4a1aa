import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { gitLedger } from "../../src/adapters/ledger-git/git-ledger.ts";
import { systemClock } from "../../src/adapters/clock.ts";
import { systemRandom } from "../../src/adapters/random.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import { aRun } from "./ledger-records.ts";

/** Writes the record of a run with this answer into a repository's ledger. */
export async function recordRun(root: string, run: string, answer: string): Promise<void> {
  const git = await openGitRepo(root);
  const lock = sqliteLock(git.privateFolder, systemClock);
  const ledger = gitLedger({ git, lock, clock: systemClock, random: systemRandom, fold: foldState, remote: undefined });
  const record = aRun(run, { output: { text: answer, citations: [], tool_calls: [], finish_reason: "stop" } });
  await ledger.commit({ records: [record], message: "Run", by: { name: "Runner", email: "runner@example.com" }, at: systemClock.now() }, "local");
}
