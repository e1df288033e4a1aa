import { isDeepStrictEqual } from "node:util";
import { foldLog } from "../../core/release/fold-log.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import type { VerifyCheck, VerifyResult } from "../../core/results/verify.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { firstUnexplained } from "./explained-log.ts";
import { readState } from "./read-state.ts";
import { readLog } from "./release-log.ts";
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
    ...(damage === undefined ? [await checkState(git, tip, state)] : []),
    ...(await verifySignatures(git, entries, mustBeSigned)),
  ];
  return { checks, state, entries: entries.length, damaged: damage !== undefined };
}

export function isSound(log: readonly VerifyCheck[], versions: VerifyResult["versions"]): boolean {
  return [...log, ...versions.flatMap(({ checks }) => checks)].every(({ outcome }) => outcome !== "problem");
}

/** Commands decide by the state that the tip carries: it must be what the entries lead to. */
async function checkState(git: GitRepo, tip: string | undefined, folded: ReleaseState): Promise<VerifyCheck> {
  const forged = tip === undefined ? undefined : await firstUnexplained(git, await git.filesChanged(tip, 2 ** 31 - 1));
  if (forged !== undefined) {
    const { sequence, commit, why } = forged;
    return { check: "state", outcome: "problem", message: `Entry ${sequence} (${commit.slice(0, 7)}) was forged. ${why}` };
  }
  const carried = await readState(git, tip, "all");
  const same = isDeepStrictEqual(carried.live, folded.live) && isDeepStrictEqual(carried.versions, folded.versions);
  return same
    ? { check: "state", outcome: "ok", message: "What the log says is live is what its entries lead to." }
    : { check: "state", outcome: "problem", message: "What the log's tip says is live is not what its entries lead to." };
}
