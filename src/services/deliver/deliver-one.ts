import type { Static } from "typebox";
import { attemptReceipt, receiptBase, type Known } from "../../core/delivery/attempt-receipt.ts";
import { circuitAfter, isOpen } from "../../core/delivery/circuit.ts";
import { nameForReceiver } from "../../core/delivery/name-for-receiver.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Intent } from "../../core/ledger/intent.ts";
import { parseRunName } from "../../core/ledger/record-names.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { CircuitState, PendingDelivery } from "../../core/ledger/state-records.ts";
import type { Destination } from "../../ports/destination.ts";
import type { DeliverDeps } from "./deliver-deps.ts";
import type { JournaledAttempt } from "./journaled-attempt.ts";

/** Milliseconds that a pass waits for one delivery's next attempts; whatever takes longer is for a later pass. */
const patienceMs = 10_000;

/** Milliseconds until it is looked whether somebody has set what was missing. */
const correctionMs = 60_000;

/** A destination within one pass: its deliveries go one after the other. */
export interface DestinationLine {
  readonly name: string;
  circuit: CircuitState | undefined;
}

export interface DeliverOne {
  readonly intent: Intent;
  readonly pending: PendingDelivery;
  readonly line: DestinationLine;
  /** What the receiver called the parts that arrived before. */
  readonly before: readonly (string | undefined)[];
  /** Milliseconds since the epoch: nothing is begun any more after this, since others would take us for dead. */
  readonly until: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Attempts at one delivery, part after part, each journaled before and after; a short wait is waited for. The receipts it ends with let go
 * of it, and belong into one commit.
 */
export async function deliverOne(deps: DeliverDeps, { intent, pending, line, before, until: end, signal }: DeliverOne): Promise<readonly Receipt[]> {
  const { clock, journal, random, runner } = deps;
  const receipts: Receipt[] = [];
  const known = [...before];
  let { part, attempts } = pending;
  let patience = patienceMs;
  let until = pending.resend_until;
  const attemptOf = (): Static<typeof JournaledAttempt> => ({
    intent: intent.intent,
    destination: intent.destination,
    part,
    attempt: attempts + 1,
    on_unknown: intent.on_unknown,
    ...(intent.resend_for_ms === undefined ? {} : { resend_for_ms: intent.resend_for_ms }),
    deadline: pending.deadline,
    runner,
  });
  while (part <= intent.parts.length) {
    if (signal?.aborted === true || clock.now() >= end || isOpen(line.circuit, clock.now())) {
      if (receipts.length === 0) receipts.push(waiting(attemptOf(), clock.now(), line.circuit));
      break;
    }
    const attempt = attemptOf();
    await journal.append("sending", intent.intent, { ...attempt, at: new Date(clock.now()).toISOString() } satisfies Static<typeof JournaledAttempt>);
    const began = clock.now();
    const outcome = await send(deps, intent, attempt, { known: [...known], began, signal });
    const receipt = attemptReceipt(attempt, outcome, { began, ended: clock.now(), jitter: random.next() });
    await journal.append("sent", intent.intent, { receipt });
    receipts.push(receipt);
    line.circuit = circuitAfter(line.circuit, receipt);
    if (receipt.outcome === "delivered") {
      known.push(receipt.external_id);
      part += 1;
      attempts = 0;
      until = undefined;
      continue;
    }
    if (receipt.retry_at === undefined) break;
    attempts += 1;
    until ??= receipt.resend_until;
    // A copy that comes later than this would be a second one.
    if (until !== undefined && receipt.retry_at >= until) break;
    const wait = Date.parse(receipt.retry_at) - clock.now();
    if (wait > patience || isOpen(line.circuit, Date.parse(receipt.retry_at))) break;
    patience -= wait;
    // An interrupted wait is a wait that is over.
    await clock.sleep(Math.max(0, wait), signal).catch(() => undefined);
  }
  return receipts;
}

/** One attempt. What keeps it from being made at all (a missing secret, a destination that is gone) is a reason to wait. */
async function send(
  { openDestination, redact }: DeliverDeps,
  intent: Intent,
  { part }: Static<typeof JournaledAttempt>,
  { known, began, signal }: { readonly known: readonly (string | undefined)[]; readonly began: number; readonly signal: AbortSignal | undefined },
): Promise<Known> {
  const payload = intent.parts[part - 1];
  if (payload === undefined) throw new TypeError("a delivery's state names a part it has");
  try {
    const destination = await openDestination(intent.destination);
    if (destination.kind !== intent.destination_kind) return otherKind(intent, destination);
    const outcome = await destination.send(
      {
        intent: nameForReceiver(intent),
        part,
        parts: intent.parts.length,
        payload,
        traceparent: intent.traceparent,
        about: { job: intent.job, run: intent.run, at: parseRunName(intent.run)?.at ?? began },
        before: known,
      },
      signal,
    );
    return outcome.sentence === undefined ? outcome : { ...outcome, sentence: redact(outcome.sentence) };
  } catch (error) {
    if (!(error instanceof PromptopsError)) throw error;
    // Somebody has to set or correct something: that takes longer than a moment.
    return { outcome: "retry", code: error.code, sentence: redact(error.message), retryAfterMs: correctionMs };
  }
}

function otherKind({ destination, destination_kind: was }: Intent, { kind }: Destination): Known {
  return { outcome: "refused", code: "kind-changed", sentence: `Destination "${destination}" was of kind ${was} when this was prepared, and is ${kind} now.` };
}

/** No attempt was made, and whoever comes next may make it. */
function waiting(attempt: Static<typeof JournaledAttempt>, now: number, circuit: CircuitState | undefined): Receipt {
  const open = isOpen(circuit, now);
  return {
    ...receiptBase(attempt, now),
    outcome: "waiting",
    reason: open
      ? { code: "left-alone", message: `Destination "${attempt.destination}" failed before and is left alone for a while.` }
      : { code: "stopped", message: "The process stopped before it was sent." },
    retry_at: open ? (circuit?.open_until ?? "") : new Date(now).toISOString(),
  };
}
