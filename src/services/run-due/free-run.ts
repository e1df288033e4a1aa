import { claimPath, runPath, type RunName } from "../../core/ledger/record-names.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";

/** A name for one more run of a slot: the slot's own where nobody ever decided about it, else the next number that is free. */
export async function freeRun(view: LedgerView, at: Omit<RunName, "nth">, from = 1): Promise<RunName> {
  for (let nth = from; ; nth += 1) {
    const name = { ...at, nth };
    const [claim, run] = await Promise.all([view.read(claimPath(name, 1)), view.read(runPath(name))]);
    if (claim === undefined && run === undefined) return name;
  }
}
