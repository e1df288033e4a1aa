import type { DeliveryDecision } from "../../core/delivery/decide-delivery.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { PendingDelivery } from "../../core/ledger/state-records.ts";
import type { DeliveryOutcome } from "../../core/results/deliver.ts";

/** What a pass made of a delivery, by the receipts it ended with. */
export function outcomeOf({ intent, run, destination, resend_until: before }: PendingDelivery, receipts: readonly Receipt[]): DeliveryOutcome {
  const last = receipts.at(-1);
  const arrived = receipts.findLastIndex(({ outcome }) => outcome === "delivered");
  const until = (arrived === -1 ? before : undefined) ?? receipts.slice(arrived + 1).find(({ resend_until }) => resend_until !== undefined)?.resend_until;
  const attempts = receipts.filter(({ outcome }) => outcome !== "waiting").length;
  return {
    intent,
    run,
    destination,
    status: statusAfter(last, until),
    attempts,
    ...(last?.reason === undefined ? {} : { reason: last.reason }),
    ...(last?.retry_at === undefined ? {} : { next_at: last.retry_at }),
  };
}

/** @param until After this instant a copy would be a second one. */
function statusAfter(last: Receipt | undefined, until: string | undefined): DeliveryOutcome["status"] {
  if (until !== undefined && last?.retry_at !== undefined && last.retry_at >= until) return "held";
  switch (last?.outcome) {
    case "delivered":
      return "delivered";
    case "dead":
      return "dead";
    case "unknown":
      return last.retry_at === undefined ? "held" : "pending";
    default:
      return "pending";
  }
}

const why: Readonly<Record<Extract<DeliveryDecision, { act: "wait" }>["why"], string>> = {
  backoff: "Its next attempt is not due yet.",
  circuit: "Its destination failed several times in a row and is left alone for a while.",
  "other-host": "Another host prepared or took it, and has some time left to say what became of it.",
};

/** What became of one at which no attempt was made. */
export function untouched(pending: PendingDelivery, decision: DeliveryDecision): DeliveryOutcome {
  const { intent, run, destination, on_unknown: onUnknown } = pending;
  const base = { intent, run, destination, attempts: 0 };
  switch (decision.act) {
    case "wait":
      return { ...base, status: "pending", reason: { code: decision.why, message: why[decision.why] }, next_at: new Date(decision.until).toISOString() };
    case "hold":
      return { ...base, status: "held", reason: { code: "may-have-arrived", message: "It may have arrived, and its kind does not tell copies apart." } };
    case "give-up":
      return { ...base, status: "dead", reason: { code: "expired", message: `It was to arrive until ${pending.deadline}.` } };
    case "presume":
      if (onUnknown === "hold")
        return { ...base, status: "held", reason: { code: "other-host", message: "Another host had it, and is not heard of any more." } };
      return { ...base, status: "pending", reason: { code: "taken", message: "Another runner takes care of it." } };
    case "take":
    case "send":
      return {
        ...base,
        status: "pending",
        reason: { code: "taken", message: "Another runner takes care of it, or the remote could not be reached to take it." },
      };
  }
}
