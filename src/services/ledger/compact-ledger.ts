import type { LedgerCompactResult } from "../../core/results/ledger-upkeep.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { Lock } from "../../ports/lock.ts";

/** Milliseconds; packing a large repository takes minutes. */
const lockWaitMs = 600_000;

/** Packs what is loose; two at once would do the same work twice. */
export async function compactLedger({ git, lock }: { readonly git: GitRepo; readonly lock: Lock }): Promise<LedgerCompactResult> {
  return lock.holding("compact", lockWaitMs, () => git.compact());
}
