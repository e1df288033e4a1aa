import { decideDelivery, type DeliveryDecision } from "../../core/delivery/decide-delivery.ts";
import { presumedReceipt, receiptBase, type Attempt } from "../../core/delivery/attempt-receipt.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Intent } from "../../core/ledger/intent.ts";
import { takingPath } from "../../core/ledger/record-names.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { PendingDelivery } from "../../core/ledger/state-records.ts";
import type { DeliveryOutcome } from "../../core/results/deliver.ts";
import type { LedgerRecord, LedgerView, Sharing } from "../../ports/ledger-store.ts";
import { recordOf } from "./commit-receipts.ts";
import type { DeliverDeps } from "./deliver-deps.ts";
import { deliverOne, type DestinationLine } from "./deliver-one.ts";
import { outcomeOf, untouched } from "./delivery-outcome.ts";
import { readCircuit, readIntent, readPending, readReceipts } from "./read-deliveries.ts";
import { ReceiptWriter } from "./receipt-writer.ts";

/** Milliseconds that a pass may take; less than others wait before they take us for dead. */
const longestPassMs = 10 * 60_000;

export interface DeliverInput {
  /** Names of the only deliveries that are looked at; all that are not done when absent. */
  readonly only?: ReadonlySet<string> | undefined;
  /** A person asks: neither backoff nor circuit are waited for; one that opens in this pass is respected. */
  readonly atOnce?: boolean;
  /** `local`: without the remote, as the configuration allows. Default: `shared`. */
  readonly sharing?: Sharing;
  readonly signal?: AbortSignal | undefined;
}

export interface DeliveryReport {
  /** What became of each delivery that was looked at, in the order they were due. */
  readonly deliveries: readonly DeliveryOutcome[];
  /** Why the remote does not have all receipts yet: this process's journal must stay then. */
  readonly unshared: PromptopsError | undefined;
}

interface Decided {
  readonly pending: PendingDelivery;
  readonly decision: DeliveryDecision;
}

/**
 * Sends what is due of the deliveries that are not done: those that were prepared here, those that somebody let go of and that are had by
 * taking them in the ledger, where one taker wins. Destinations go side by side, the deliveries of one after the other. Whoever calls it
 * holds the tick's lock and has brought what dead processes of this place left behind into the ledger.
 * @throws PromptopsError `journal-unwritable`, and what the ledger throws; what was sent until then is in the journal.
 */
export async function deliverPending(deps: DeliverDeps, { only, atOnce = false, sharing = "shared", signal }: DeliverInput): Promise<DeliveryReport> {
  const view = await deps.ledger.view();
  const place = await deps.journal.place();
  const all = (await readPending(view)).filter(({ intent }) => only === undefined || only.has(intent));
  const lines = await linesOf(view, all);
  const now = deps.clock.now();
  const decided = all.map((pending) => ({
    pending,
    decision: decideDelivery({ pending, circuit: lines.get(pending.destination)?.circuit, now, place, atOnce }),
  }));
  const { mine, unshared: notTaken } = await settled(deps, decided, { place, sharing });
  const writer = new ReceiptWriter(deps, sharing);
  const outcomes = new Map<string, DeliveryOutcome>();
  const each = [...lines.values()].map((line) =>
    deliverLine(deps, view, {
      line: atOnce ? { ...line, circuit: undefined } : line,
      due: mine.get(line.name) ?? [],
      until: now + longestPassMs,
      signal,
      writer,
      outcomes,
    }),
  );
  const failures = (await Promise.allSettled(each)).filter((result) => result.status === "rejected");
  const unshared = (await writer.end()) ?? notTaken;
  const [failure] = failures;
  if (failure !== undefined) throw failure.reason;
  const lost = { act: "take" } as const;
  const made = ({ pending, decision }: Decided) =>
    untouched(pending, notTaken === undefined || decision.act === "wait" || decision.act === "hold" ? decision : lost);
  return { deliveries: decided.map((one) => outcomes.get(one.pending.intent) ?? made(one)), unshared };
}

async function linesOf(view: LedgerView, all: readonly PendingDelivery[]): Promise<ReadonlyMap<string, DestinationLine>> {
  const names = [...new Set(all.map(({ destination }) => destination))];
  return new Map(await Promise.all(names.map(async (name) => [name, { name, circuit: await readCircuit(view, name) }] as const)));
}

/**
 * Records, in one commit, what is decided without sending anything: deliveries that are taken, given up, or presumed to have been sent.
 * @returns Those that are ours to send, by destination. A remote that cannot be reached gives us none that have to be taken.
 */
async function settled(
  { ledger, runner, clock, by }: DeliverDeps,
  decided: readonly Decided[],
  { place, sharing }: { readonly place: string; readonly sharing: Sharing },
): Promise<{ mine: ReadonlyMap<string, readonly PendingDelivery[]>; unshared: PromptopsError | undefined }> {
  const now = clock.now();
  const records: LedgerRecord[] = [];
  const takings = new Map<string, PendingDelivery>();
  const take = (pending: PendingDelivery) => {
    const receipt: Receipt = { ...receiptBase(nextOf(pending, runner), now), outcome: "taken", host: place };
    const path = takingPath(receipt.intent, receipt.part, receipt.attempt);
    records.push({ path, text: `${JSON.stringify(receipt)}\n` });
    takings.set(path, pending);
  };
  for (const { pending, decision } of decided) {
    if (decision.act === "take") take(pending);
    if (decision.act === "give-up") records.push(recordOf(expired(pending, runner, now)));
    if (decision.act === "presume") {
      const presumed = presumedReceipt(nextOf(pending, runner), now, { code: "other-host", message: "Another host had it, and is not heard of any more." });
      records.push(recordOf(presumed));
      if (presumed.retry_at !== undefined) take({ ...pending, attempts: presumed.attempt });
    }
  }
  const written = new Set<string>();
  let unshared: PromptopsError | undefined;
  if (records.length > 0) {
    try {
      const committed = await ledger.commit({ records, message: `Deliveries taken: ${takings.size}`, by, at: now }, sharing);
      for (const path of committed.written) written.add(path);
    } catch (error) {
      if (!(error instanceof PromptopsError) || !error.code.startsWith("remote-")) throw error;
      unshared = error;
    }
  }
  const own = decided.filter(({ decision }) => decision.act === "send").map(({ pending }) => pending);
  const taken = [...takings].filter(([path]) => written.has(path)).map(([, pending]) => pending);
  return { mine: Map.groupBy([...own, ...taken], ({ destination }) => destination), unshared };
}

function nextOf({ intent, destination, part, attempts, on_unknown, resend_for_ms, deadline }: PendingDelivery, runner: DeliverDeps["runner"]): Attempt {
  return { intent, destination, part, attempt: attempts + 1, on_unknown, ...(resend_for_ms === undefined ? {} : { resend_for_ms }), deadline, runner };
}

function expired(pending: PendingDelivery, runner: DeliverDeps["runner"], now: number): Receipt {
  return { ...receiptBase(nextOf(pending, runner), now), outcome: "dead", reason: { code: "expired", message: `It was to arrive until ${pending.deadline}.` } };
}

interface LineInput {
  readonly line: DestinationLine;
  readonly due: readonly PendingDelivery[];
  readonly until: number;
  readonly signal: AbortSignal | undefined;
  readonly writer: ReceiptWriter;
  readonly outcomes: Map<string, DeliveryOutcome>;
}

async function deliverLine(deps: DeliverDeps, view: LedgerView, { line, due, until, signal, writer, outcomes }: LineInput): Promise<void> {
  for (const pending of due) {
    const intent = await intentOf(view, pending);
    const before = pending.part === 1 ? [] : await arrivedBefore(view, pending);
    const receipts = await deliverOne(deps, { intent, pending, line, before, until, signal });
    writer.add(receipts);
    outcomes.set(pending.intent, outcomeOf(pending, receipts));
  }
}

async function intentOf(view: LedgerView, { intent }: PendingDelivery): Promise<Intent> {
  const found = await readIntent(view, intent);
  if (found === undefined)
    throw new PromptopsError("ledger-damaged", `The ledger names delivery ${intent} as pending, and does not have it.`, { where: intent });
  return found;
}

/** What the receiver called each part before the one that is next. */
async function arrivedBefore(view: LedgerView, { intent, part }: PendingDelivery): Promise<readonly (string | undefined)[]> {
  const delivered = (await readReceipts(view, intent)).filter(({ outcome }) => outcome === "delivered");
  return Array.from({ length: part - 1 }, (_, at) => delivered.find((receipt) => receipt.part === at + 1)?.external_id);
}
