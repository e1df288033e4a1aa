import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { receiptPath } from "../../core/ledger/record-names.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { LedgerRecord, LedgerStore, Sharing } from "../../ports/ledger-store.ts";
import type { DeliverDeps } from "./deliver-deps.ts";

export interface CommittedReceipts {
  /** Why the remote has them not yet; undefined when it has, and when there is none. */
  readonly unshared: PromptopsError | undefined;
}

/**
 * Brings receipts into the ledger, in one commit. An attempt number that somebody else has used meanwhile (who took this host for dead)
 * takes the next free one: what was sent was sent. A remote that cannot be reached gets them later; they are recorded here at once.
 */
export async function commitReceipts(
  { ledger, clock, by }: Pick<DeliverDeps, "ledger" | "clock" | "by">,
  receipts: readonly Receipt[],
  sharing: Sharing,
): Promise<CommittedReceipts> {
  let open = receipts;
  let unshared: PromptopsError | undefined;
  while (open.length > 0) {
    const group = { records: open.map(recordOf), message: `Receipts of ${count(open.length)}`, by, at: clock.now() };
    const { taken, failure } = await shared(ledger, group, unshared === undefined ? sharing : "local");
    unshared ??= failure;
    open = open.filter((receipt) => taken.has(pathOf(receipt))).map((receipt) => ({ ...receipt, attempt: receipt.attempt + 1 }));
  }
  return { unshared };
}

async function shared(ledger: LedgerStore, group: Parameters<LedgerStore["commit"]>[0], sharing: Sharing) {
  try {
    return { taken: (await ledger.commit(group, sharing)).taken, failure: undefined };
  } catch (error) {
    if (sharing === "local" || !(error instanceof PromptopsError) || !error.code.startsWith("remote-")) throw error;
    return { taken: (await ledger.commit(group, "local")).taken, failure: error };
  }
}

export function recordOf(receipt: Receipt): LedgerRecord {
  return { path: pathOf(receipt), text: `${JSON.stringify(receipt)}\n` };
}

function pathOf({ intent, part, attempt }: Receipt): string {
  return receiptPath(intent, part, attempt);
}

function count(receipts: number): string {
  return receipts === 1 ? "one attempt" : `${receipts} attempts`;
}
