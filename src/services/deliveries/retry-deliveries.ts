import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { receiptBase } from "../../core/delivery/attempt-receipt.ts";
import type { DeliveryRow } from "../../core/ledger/delivery-row.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { DeliveriesRetryResult } from "../../core/results/deliveries.ts";
import type { Person } from "../../core/release/release-event.ts";
import { recordOf } from "../deliver/commit-receipts.ts";
import { deliverPending } from "../deliver/deliver-pending.ts";
import { readPendingOf } from "../deliver/read-deliveries.ts";
import { requireIdentity } from "../release/committed-project.ts";
import type { DeliveriesDeps } from "./deliveries-deps.ts";
import { deliveryAudit } from "./delivery-audit.ts";
import { findDelivery } from "./find-delivery.ts";
import { changingDeliveries, offlineNotes, type OpenDeliveries } from "./open-deliveries.ts";
import { requireReason } from "./require-reason.ts";
import { sharedNotes } from "./shared-notes.ts";

/** Milliseconds for which a delivery that is brought back is tried again. */
const patienceMs = 24 * 3_600_000;

export interface RetryDeliveriesInput {
  readonly delivery: string | undefined;
  /** Instead of one: every pending one. */
  readonly pending: boolean;
  /** Why one that may have arrived, or was given up, is sent again. */
  readonly reason: string;
}

/**
 * Tries deliveries now, without waiting for backoff or circuit, under the names they have: the receiver may know them again. One that was
 * held or given up is brought back first, which is recorded with who and why.
 * @throws PromptopsError `unknown-delivery`, `ambiguous-id`, `delivery-done`, `record-pruned`, `missing-reason`, `delivery-moved`, `locked`.
 */
export async function retryDeliveries(deps: DeliveriesDeps, { delivery, pending, reason }: RetryDeliveriesInput): Promise<DeliveriesRetryResult> {
  if ((delivery === undefined) === !pending) throw new PromptopsError("missing-argument", "Name one delivery, or say `--pending`.");
  return changingDeliveries(deps, async (open) => {
    const row = delivery === undefined ? undefined : await findDelivery(open.index, delivery);
    if (row?.status === "delivered") throw new PromptopsError("delivery-done", `Delivery ${row.intent} has arrived.`);
    if (row?.pruned !== undefined)
      throw new PromptopsError("record-pruned", `What delivery ${row.intent} sent was taken out of the ledger: its days were over.`);
    if (row !== undefined && (row.status !== "pending" || (await isOverdue(open, row)))) {
      requireReason(reason, "A delivery that may have arrived, or was given up, is sent again for a reason.");
      await reopen(deps, open, row, { by: await requireIdentity(deps.git), reason });
    }
    const { deliveries, unshared } = await deliverPending(open.deliver, {
      only: row === undefined ? undefined : new Set([row.intent]),
      atOnce: true,
      sharing: open.sharing,
      signal: deps.signal,
    });
    if (unshared === undefined && open.offline === undefined) await deps.journal.close();
    return { deliveries: [...deliveries], notes: [...offlineNotes(open), ...sharedNotes(unshared)] };
  });
}

/** A copy would be a second one by now. */
async function isOverdue({ deliver }: OpenDeliveries, { intent }: DeliveryRow): Promise<boolean> {
  const until = (await readPendingOf(await deliver.ledger.view(), intent))?.resend_until;
  return until !== undefined && Date.parse(until) <= deliver.clock.now();
}

async function reopen(
  { clock }: DeliveriesDeps,
  { deliver, sharing }: OpenDeliveries,
  row: DeliveryRow,
  { by, reason }: { readonly by: Person; readonly reason: string },
): Promise<void> {
  const now = clock.now();
  const last = row.receipts.at(-1);
  const { intent, destination, run, on_unknown, resend_for_ms, parts } = row;
  const receipt: Receipt = {
    ...receiptBase({ intent, destination, part: last?.part ?? 1, attempt: (last?.attempt ?? 0) + 1, runner: deliver.runner }, now),
    outcome: "reopened",
    reason: { code: "asked", message: reason },
    by: `${by.name} <${by.email}>`,
    reopens: {
      run,
      parts: parts.length,
      on_unknown,
      ...(resend_for_ms === undefined ? {} : { resend_for_ms }),
      deadline: new Date(now + patienceMs).toISOString(),
    },
  };
  const audit = deliveryAudit("delivery-retried", intent, { at: receipt.at, by, reason, detail: { destination, run, attempt: receipt.attempt } });
  const { taken } = await deliver.ledger.commit({ records: [recordOf(receipt), audit], message: `Delivery ${intent} is tried again`, by, at: now }, sharing);
  if (taken.size > 0) throw new PromptopsError("delivery-moved", `Delivery ${intent} has changed in the meantime.`);
}
