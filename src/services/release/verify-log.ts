import { isDeepStrictEqual } from "node:util";
import { foldLog } from "../../core/release/fold-log.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import type { VerifyCheck, VerifyResult } from "../../core/results/verify.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { misfitOfTrail } from "./check-trail.ts";
import { readState } from "./read-state.ts";
import { readLog, type DatedEntry } from "./release-log.ts";
import { verifySignatures } from "./verify-signatures.ts";

export interface VerifiedLog {
  readonly checks: readonly VerifyCheck[];
  /** What the entries lead to, up to where one does not follow. */
  readonly state: ReleaseState;
  readonly entries: number;
  readonly damaged: boolean;
}

/**
 * The log's chain from its first entry, the state its tip carries, and who signed.
 * @param mustBeSigned An entry that nobody trusted has signed is a problem.
 * @throws PromptopsError `release-log-damaged` for a log that cannot even be read, `history-missing`.
 */
export async function verifyLog(git: GitRepo, tip: string | undefined, mustBeSigned = false): Promise<VerifiedLog> {
  const entries = await readLog(git, tip);
  const { state, damage } = foldLog(entries);
  const checks: VerifyCheck[] = [
    damage === undefined
      ? { check: "log", outcome: "ok", message: `Each of ${entries.length} entries follows from the one before it.` }
      : {
          check: "log",
          outcome: "problem",
          message: `Entry ${damage.sequence} (${damage.commit.slice(0, 7)}) does not follow from the one before it. ${damage.message}`,
        },
    ...(damage === undefined ? await checkStates(git, tip, state, entries) : []),
    ...(await verifySignatures(git, entries, mustBeSigned)),
  ];
  return { checks, state, entries: entries.length, damaged: damage !== undefined };
}

export function isSound(log: readonly VerifyCheck[], versions: VerifyResult["versions"]): boolean {
  return [...log, ...versions.flatMap(({ checks }) => checks)].every(({ outcome }) => outcome !== "problem");
}

/** Commands decide by the state that the tip carries, and whoever asks about earlier by that of earlier commits: each must be what the entries lead to. */
async function checkStates(git: GitRepo, tip: string | undefined, folded: ReleaseState, entries: readonly DatedEntry[]): Promise<VerifyCheck[]> {
  const carried = await readState(git, tip, "all");
  const same = isDeepStrictEqual(carried.live, folded.live) && isDeepStrictEqual(carried.versions, folded.versions);
  const misfit = tip === undefined ? undefined : await misfitOfTrail(git, tip, entries);
  const problems = [...(same ? [] : ["What the log's tip says is live is not what its entries lead to."]), ...(misfit === undefined ? [] : [misfit])];
  return problems.length === 0
    ? [{ check: "state", outcome: "ok", message: "What the log says is live, and was at each entry, is what its entries lead to." }]
    : problems.map((message) => ({ check: "state", outcome: "problem", message }));
}
