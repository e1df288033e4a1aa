import type { LedgerStore } from "../../ports/ledger-store.ts";

/** Takes over what is on the remote. One that was rewritten or deleted is what somebody wants to see, and no reason to show nothing. */
export async function lookAtRemote(ledger: LedgerStore): Promise<void> {
  const unreachable = await ledger.sync().catch(async (error: unknown) => {
    const { relation } = await ledger.standing();
    if (relation !== "rewritten" && relation !== "lost") throw error;
    return undefined;
  });
  if (unreachable !== undefined) throw unreachable;
}
