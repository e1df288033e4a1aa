import type { LedgerGroup, LedgerStore } from "../../ports/ledger-store.ts";
import { isRemoteError } from "../release/sync-log.ts";

/** Writes records; what the remote cannot take now stays here, and goes up with the next thing that is shared. @returns Whether it is shared. */
export async function commitRecords(ledger: LedgerStore, group: LedgerGroup): Promise<boolean> {
  if ((await ledger.sync()) !== undefined) return (await ledger.commit(group, "local")).shared;
  try {
    return (await ledger.commit(group, "shared")).shared;
  } catch (error) {
    if (!isRemoteError(error)) throw error;
    return (await ledger.commit(group, "local")).shared;
  }
}
