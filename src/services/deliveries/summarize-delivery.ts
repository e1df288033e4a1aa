import type { DeliveryRow } from "../../core/ledger/delivery-row.ts";
import type { PendingDelivery } from "../../core/ledger/state-records.ts";
import type { DeliverySummary } from "../../core/results/deliveries.ts";

/** A delivery in a line. @param now Milliseconds since the epoch: what may be sent again for some minutes only is held after them. */
export function summarizeDelivery(row: DeliveryRow, pending: PendingDelivery | undefined, now: number): DeliverySummary {
  const { intent, run, job, destination, destination_kind: kind, at, parts, receipts } = row;
  const status = row.status === "pending" && pending?.resend_until !== undefined && Date.parse(pending.resend_until) <= now ? "held" : row.status;
  const attempts = receipts.filter(({ outcome }) => outcome === "delivered" || outcome === "retry" || outcome === "unknown" || outcome === "dead");
  const reason = receipts.findLast(({ outcome }) => outcome !== "taken")?.reason;
  return {
    delivery: intent,
    run,
    ...(job === undefined ? {} : { job }),
    destination,
    kind,
    status,
    at,
    parts: parts.length,
    arrived: status === "delivered" ? parts.length : (pending?.part ?? receipts.at(-1)?.part ?? 1) - 1,
    attempts: attempts.length,
    ...(status === "delivered" || reason === undefined ? {} : { reason }),
    ...(status === "pending" && pending !== undefined ? { next_at: pending.next_at } : {}),
  };
}
