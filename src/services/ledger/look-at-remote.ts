import type { LedgerStore } from "../../ports/ledger-store.ts";

/** Takes over what is on the remote. One that was rewritten is what somebody wants to see, and no reason to show nothing. */
export async function lookAtRemote(ledger: LedgerStore): Promise<void> {
  const unreachable = await ledger.sync().catch(async (error: unknown) => {
    if ((await ledger.standing()).relation !== "rewritten") throw error;
    return undefined;
  });
  if (unreachable !== undefined) throw unreachable;
}
