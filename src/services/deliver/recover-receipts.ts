import { presumedReceipt } from "../../core/delivery/attempt-receipt.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { JournalFile } from "../../ports/journal.ts";
import type { Sharing } from "../../ports/ledger-store.ts";
import { commitReceipts } from "./commit-receipts.ts";
import type { DeliverDeps } from "./deliver-deps.ts";
import { readPending } from "./read-deliveries.ts";
import { recoverDeliveries } from "./recover-deliveries.ts";

/**
 * Brings into the ledger what dead processes of this place knew of their deliveries. Where a line of their journals is damaged it may
 * have been the beginning of an attempt: then every delivery that this place had, and of which nothing else is known, may have arrived.
 * @param files What `Journal.left` gave. @throws PromptopsError `ledger-damaged`, and as `LedgerStore.commit` does.
 */
export async function recoverReceipts(
  deps: Pick<DeliverDeps, "ledger" | "journal" | "clock" | "runner" | "by">,
  files: readonly JournalFile[],
  sharing: Sharing,
): Promise<void> {
  await commitReceipts(deps, recoverDeliveries(files), sharing);
  if (files.some(({ damaged }) => damaged > 0)) await commitReceipts(deps, await doubted(deps), sharing);
}

async function doubted({ ledger, journal, clock, runner }: Pick<DeliverDeps, "ledger" | "journal" | "clock" | "runner">): Promise<readonly Receipt[]> {
  const place = await journal.place();
  const pending = await readPending(await ledger.view());
  const reason = { code: "journal-damaged", message: "The journal of the process that had it is damaged, so nobody knows whether it was sent." };
  return pending
    .filter(({ host, status }) => host === place && status === "pending")
    .map(({ intent, destination, part, attempts, on_unknown, resend_for_ms, deadline }) =>
      presumedReceipt(
        { intent, destination, part, attempt: attempts + 1, on_unknown, ...(resend_for_ms === undefined ? {} : { resend_for_ms }), deadline, runner },
        clock.now(),
        reason,
      ),
    );
}
