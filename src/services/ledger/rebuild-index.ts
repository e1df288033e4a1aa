import type { LedgerRebuildIndexResult } from "../../core/results/ledger-upkeep.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";

/** Makes the index of the ledger anew. */
export async function rebuildIndex({ index, clock }: { readonly index: LedgerIndex; readonly clock: Clock }): Promise<LedgerRebuildIndexResult> {
  const begun = clock.elapsed();
  const totals = await index.rebuild();
  return { totals, ms: clock.elapsed() - begun };
}
