import { prepareIntents, type PrepareInput } from "../../src/core/delivery/prepare-intents.ts";
import type { Deliverable } from "../../src/core/destinations/kind.ts";
import type { DestinationConfig } from "../../src/core/destinations/registry.ts";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import type { Intent } from "../../src/core/ledger/intent.ts";
import { intentPath } from "../../src/core/ledger/record-names.ts";
import type { Receipt } from "../../src/core/ledger/receipt.ts";
import type { AttemptOutcome, SendInput } from "../../src/ports/destination.ts";
import type { LedgerStore } from "../../src/ports/ledger-store.ts";
import type { DeliverDeps } from "../../src/services/deliver/deliver-deps.ts";
import { deliverPending, type DeliverInput, type DeliveryReport } from "../../src/services/deliver/deliver-pending.ts";
import { readPending, readReceipts } from "../../src/services/deliver/read-deliveries.ts";
import { impatientClock } from "./fake-clock.ts";
import { memoryDisk, memoryJournal, type MemoryDisk } from "./memory-journal.ts";
import { memoryLedger, type MemoryRemote } from "./memory-ledger.ts";

export const deliverable: Deliverable = {
  title: "Morning news",
  content: "**Rates** rose.",
  structured: undefined,
  usedWebSearch: false,
  citations: [],
  images: [],
  meta: {
    job: "daily",
    run: "daily~20261120T090000Z",
    slot: "2026-11-20T09:00:00Z",
    prompt: "news/digest",
    version: "1.2.0",
    traceparent: "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
  },
};

export const destinations: Readonly<Record<string, DestinationConfig>> = {
  hook: { kind: "webhook", url: "http://127.0.0.1:9/hook", allow_private: true },
  chat: { kind: "slack", url_env: "SLACK_URL" },
  bot: { kind: "discord", token_env: "DISCORD_TOKEN", channel: "123456" },
};

/** How the receiver treats one attempt. A thrown error stands for the process's end. */
export type Treat = (input: SendInput, nth: number) => AttemptOutcome | Promise<AttemptOutcome>;

export const arrives: Treat = ({ part }) => ({ outcome: "delivered", status: 200, externalId: `id-${part}` });
export const isDown: Treat = () => ({ outcome: "retry", status: 503, sentence: "It answered 503." });
export const staysSilent: Treat = () => ({ outcome: "unknown", sentence: "It was sent, and no answer came back." });

/** How a killed process's last attempt looks from inside. */
export class Killed extends Error {}
export const killed: Treat = () => {
  throw new Killed();
};

export interface Runner {
  readonly deps: DeliverDeps;
  readonly ledger: LedgerStore;
  /** Everything that was sent, in order. */
  readonly sent: SendInput[];
  /** How a destination treats what comes next, in order; the last one stays. */
  treats(destination: string, ...treatments: Treat[]): void;
  /** Records intents for destinations, as a run does. */
  prepare(names: readonly string[], more?: Partial<PrepareInput>): Promise<readonly Intent[]>;
  deliver(input?: DeliverInput): Promise<DeliveryReport>;
  receipts(intent: Intent): Promise<readonly Receipt[]>;
  pending(): ReturnType<typeof readPending>;
  /** Lets time pass. */
  later(ms: number): Promise<void>;
}

export interface RunnerOptions {
  readonly remote?: MemoryRemote;
  readonly disk?: MemoryDisk;
  readonly name?: string;
  readonly clock?: ReturnType<typeof impatientClock>;
  readonly ledger?: LedgerStore;
}

export const labStart = Date.UTC(2026, 10, 20, 9, 0, 5);

/** A process that delivers, over a ledger and a journal in memory, to receivers that do as they are told. */
export function deliveryRunner({
  remote,
  disk = memoryDisk(),
  name = "1",
  clock = impatientClock(labStart),
  ledger = memoryLedger(foldState, remote),
}: RunnerOptions = {}): Runner {
  const journal = memoryJournal(disk, name, clock);
  const sent: SendInput[] = [];
  const plans = new Map<string, Treat[]>();
  const random = { next: () => 0.5, hex: (bytes: number) => "0".repeat(bytes * 2) };
  const by = { name: "Runner", email: "runner@example.com" };
  let dead = false;
  // A killed process writes nothing any more.
  const living =
    <A extends unknown[], T>(act: (...args: A) => Promise<T>) =>
    (...args: A) =>
      dead ? Promise.reject(new Killed()) : act(...args);
  const deps: DeliverDeps = {
    ledger: { ...ledger, commit: living((...args) => ledger.commit(...args)) },
    journal: { ...journal, append: living((...args) => journal.append(...args)) },
    clock,
    random,
    by,
    redact: (text) => text.replaceAll("hunter2-secret", "[redacted]"),
    runner: { host: `host-${name}`, nonce: name.padStart(16, "0") },
    openDestination(destination) {
      const kind = destinations[destination]?.kind;
      if (kind === undefined) throw new PromptopsError("unknown-destination", `There is no destination "${destination}".`);
      return Promise.resolve({
        name: destination,
        kind,
        async send(input) {
          sent.push(input);
          const plan = plans.get(destination) ?? [arrives];
          const treat = (plan.length > 1 ? plan.shift() : plan[0]) ?? arrives;
          try {
            return await treat(input, sent.length);
          } catch (error) {
            dead ||= error instanceof Killed;
            throw error;
          }
        },
      });
    },
  };
  const view = async () => {
    await ledger.sync();
    return ledger.view();
  };
  return {
    deps,
    ledger,
    sent,
    treats: (destination, ...treatments) => void plans.set(destination, treatments),
    async prepare(names, more = {}) {
      const intents = await prepareIntents({
        deliverable,
        destinations: names.map((each) => ({ name: each })),
        config: { destinations },
        run: { job: "daily", at: Date.UTC(2026, 10, 20, 9), nth: 1, preview: false },
        job: "daily",
        at: clock.now(),
        host: await journal.place(),
        traceparent: deliverable.meta.traceparent,
        redact: deps.redact,
        ...more,
      });
      const records = intents.map((intent) => ({ path: intentPath(intent.intent), text: `${JSON.stringify(intent)}\n` }));
      await ledger.commit({ records, message: "Run", by, at: clock.now() }, "shared");
      return intents;
    },
    async deliver(input = {}) {
      await ledger.sync();
      return deliverPending(deps, input);
    },
    receipts: async ({ intent }) => readReceipts(await view(), intent),
    pending: async () => readPending(await view()),
    later: (ms) => clock.sleep(ms),
  };
}
