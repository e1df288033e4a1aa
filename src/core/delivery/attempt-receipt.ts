import type { Static } from "typebox";
import type { Runner } from "../ledger/record-parts.ts";
import type { Receipt } from "../ledger/receipt.ts";
import { retryAt } from "./retry-at.ts";

/** What is known after one attempt; as `AttemptOutcome` of the port. */
export interface Known {
  readonly outcome: "delivered" | "retry" | "unknown" | "refused";
  readonly sentence?: string;
  /** A stable word for programs, where there is a better one than the outcome gives. */
  readonly code?: string;
  readonly status?: number;
  readonly externalId?: string;
  readonly retryAfterMs?: number;
  readonly wholeDestination?: boolean;
}

/** One attempt, as it is journaled before it is made. */
export interface Attempt {
  readonly intent: string;
  readonly destination: string;
  readonly part: number;
  readonly attempt: number;
  readonly on_unknown: "resend" | "hold";
  readonly resend_for_ms?: number;
  readonly deadline: string;
  readonly runner: Static<typeof Runner>;
}

export interface AttemptTimes {
  /** Milliseconds since the epoch. */
  readonly began: number;
  readonly ended: number;
  /** Uniform in [0, 1). */
  readonly jitter: number;
}

/** Milliseconds for which a destination that refuses all of us is left alone. */
const restMs = 3_600_000;

/** The receipt of an attempt: what became of it, and when there will be another one. */
export function attemptReceipt(attempt: Attempt, known: Known, { began, ended, jitter }: AttemptTimes): Receipt {
  const { outcome, retryAfterMs, sentence = "", wholeDestination = false } = known;
  const base = receiptBase(attempt, ended);
  const facts = {
    ...(known.status === undefined ? {} : { status: known.status }),
    ...(known.externalId === undefined ? {} : { external_id: known.externalId.slice(0, 400) }),
    latency_ms: ended - began,
  };
  const reason = { code: known.code ?? codeOf(known), message: sentence };
  // Whoever takes it may still have something to say: that a mail was not for everybody.
  if (outcome === "delivered") return { ...base, outcome, ...(sentence === "" ? {} : { reason: { code: "partly", message: sentence } }), ...facts };
  if (outcome === "refused") return { ...base, outcome: "dead", reason, ...facts, ...(wholeDestination ? { rest_until: instant(ended + restMs) } : {}) };
  const next = retryAt({ now: ended, attempts: attempt.attempt, retryAfterMs, jitter });
  const rest = wholeDestination ? { rest_until: instant(next) } : {};
  if (outcome === "unknown") return { ...base, outcome, reason, ...facts, ...again(attempt, began, next), ...rest };
  if (next >= Date.parse(attempt.deadline)) return { ...base, outcome: "dead", reason: tooLate(reason), ...facts, ...rest };
  return { ...base, outcome, reason, ...facts, retry_at: instant(next), ...rest };
}

/** The receipt of an attempt of which only the beginning is known. Made again, it is the same. @param began Milliseconds since the epoch. */
export function lostReceipt(attempt: Attempt, began: number, reason: NonNullable<Receipt["reason"]>): Receipt {
  return { ...receiptBase(attempt, began), outcome: "unknown", reason, ...again(attempt, began, began) };
}

/**
 * The receipt of an attempt that may have been made at a time nobody knows: only who is told apart by name for ever is sent a copy.
 * @param now Milliseconds since the epoch.
 */
export function presumedReceipt(attempt: Attempt, now: number, reason: NonNullable<Receipt["reason"]>): Receipt {
  return lostReceipt(attempt.resend_for_ms === undefined ? attempt : { ...attempt, on_unknown: "hold" }, now, reason);
}

/** When an attempt that may have arrived is made again: not at all where a copy would be a second one. */
function again({ on_unknown, resend_for_ms: forMs }: Attempt, began: number, next: number): Pick<Receipt, "retry_at" | "resend_until"> {
  if (on_unknown === "hold") return {};
  if (forMs === undefined) return { retry_at: instant(next) };
  return next < began + forMs ? { retry_at: instant(next), resend_until: instant(began + forMs) } : {};
}

export function receiptBase({ intent, destination, part, attempt, runner }: Omit<Attempt, "on_unknown" | "deadline">, at: number) {
  return { schema_version: 1, kind: "receipt", intent, destination, part, attempt, at: instant(at), runner } as const;
}

function tooLate({ message }: { readonly message: string }): { code: string; message: string } {
  return { code: "deadline", message: `${message} The next attempt would come too late.`.trimStart() };
}

function codeOf({ outcome, status }: Known): string {
  if (outcome === "refused") return "refused";
  if (outcome === "unknown") return "no-answer";
  if (status === 429) return "rate-limited";
  return status === undefined ? "unreachable" : "server-failed";
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
