import type { CircuitState, PendingDelivery } from "../ledger/state-records.ts";
import { isOpen } from "./circuit.ts";

/**
 * Milliseconds for which a delivery is left to whoever prepared or took it. After that its host is taken for dead, and what it may have
 * done without a receipt for unknown.
 */
const graceMs = 15 * 60_000;

/**
 * What is to be done about a delivery that is not done.
 * `send`: it is ours. `take`: somebody let go of it, and whoever takes it first may send it. `presume`: another host had it, and is not
 * heard of any more: it may have arrived. `give-up`: too late. `hold`: only a person can say. `wait`: not yet.
 */
export type DeliveryDecision =
  | { readonly act: "send" | "take" | "presume" | "give-up" | "hold" }
  | { readonly act: "wait"; readonly until: number; readonly why: "backoff" | "circuit" | "other-host" };

export interface DecideDelivery {
  readonly pending: PendingDelivery;
  readonly circuit: CircuitState | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The journal of this clone (`Journal.place`). */
  readonly place: string;
  /** A person asks for it now: neither backoff nor circuit are waited for. */
  readonly atOnce: boolean;
}

export function decideDelivery({ pending, circuit, now, place, atOnce }: DecideDelivery): DeliveryDecision {
  const { status, host, resend_until: resendUntil } = pending;
  if (status === "held" || (resendUntil !== undefined && Date.parse(resendUntil) <= now)) return { act: "hold" };
  const nextAt = Date.parse(pending.next_at);
  if (host !== undefined && host !== place) {
    const until = nextAt + graceMs;
    return now < until ? { act: "wait", until, why: "other-host" } : { act: "presume" };
  }
  if (Date.parse(pending.deadline) <= now) return { act: "give-up" };
  if (!atOnce && isOpen(circuit, now)) return { act: "wait", until: Date.parse(circuit?.open_until ?? ""), why: "circuit" };
  if (!atOnce && nextAt > now) return { act: "wait", until: nextAt, why: "backoff" };
  return { act: host === undefined ? "take" : "send" };
}
