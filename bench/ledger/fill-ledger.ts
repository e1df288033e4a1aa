import { spawn } from "node:child_process";
import { once } from "node:events";
import { aClaim, aRun } from "../../test/helpers/ledger-records.ts";
import { runName } from "../../src/core/ledger/record-names.ts";

const branch = "refs/heads/promptops/ledger";
/** Runs of one tick, written in one commit. */
const perCommit = 100;
const minute = 60_000;

/** Puts so many runs, each with its claim, on top of a ledger that has a first record, as if a hundred jobs had run every minute before `end`. */
export async function fillLedger(folder: string, runs: number, end: number): Promise<void> {
  const git = spawn("git", ["fast-import", "--quiet", "--done"], { cwd: folder, stdio: ["pipe", "inherit", "inherit"] });
  const ended = once(git, "exit");
  for (let first = 0; first < runs; first += perCommit) {
    const at = end - Math.ceil((runs - first) / perCommit) * minute;
    const records = Array.from({ length: Math.min(perCommit, runs - first) }, (_, nth) => {
      const run = runName({ job: `job-${nth}`, at, nth: 1, preview: false });
      return [aClaim(run), aRun(run)];
    }).flat();
    const text = [
      `commit ${branch}`,
      `committer Bench <bench@example.com> ${Math.floor(at / 1000)} +0000`,
      "data 5\nRuns\n",
      ...(first === 0 ? [`from ${branch}^0`] : []),
      ...records.map((record) => `M 100644 inline ${record.path}\ndata ${Buffer.byteLength(record.text)}\n${record.text}`),
      "",
    ].join("\n");
    if (!git.stdin.write(text)) await once(git.stdin, "drain");
  }
  git.stdin.end("done\n");
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}
