import { digestOf } from "../identity/digest.ts";
import type { Outcome } from "../ledger/experiment-records.ts";
import type { UseOutcome } from "../ledger/outcome-record.ts";

/** The name of outcomes that were recorded together, 24 hex: of the same ones the same. */
export function outcomesDigest(outcomes: readonly Outcome[] | readonly UseOutcome[]): string {
  return digestOf({ of: "outcomes/1", outcomes: [...outcomes].sort((a, b) => (a.unit < b.unit ? -1 : 1)) }).slice(0, 24);
}
