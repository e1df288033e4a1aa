import { describe, expect, it } from "vitest";
import { decideDelivery } from "../../../src/core/delivery/decide-delivery.ts";
import { foldIntent, foldReceipt } from "../../../src/core/ledger/fold-deliveries.ts";
import type { Intent } from "../../../src/core/ledger/intent.ts";
import type { Receipt } from "../../../src/core/ledger/receipt.ts";
import { StateFiles } from "../../../src/core/ledger/state-files.ts";
import { pendingPath, PendingDelivery, type CircuitState } from "../../../src/core/ledger/state-records.ts";
import { readSpec } from "../../helpers/spec.ts";

interface DecisionCase {
  readonly name: string;
  readonly pending?: Readonly<Record<string, unknown>>;
  readonly circuit?: Omit<CircuitState, "destination">;
  readonly at_once?: boolean;
  readonly decision: { readonly act: string; readonly until?: string; readonly why?: string };
}

interface ReceiptsCase {
  readonly name: string;
  readonly on_unknown?: "resend";
  readonly receipts: readonly string[];
  readonly retry_at?: string;
  readonly resend_until?: string;
  readonly host?: string;
  readonly state: Readonly<Record<string, unknown>> | null;
}

const specs = Object.fromEntries(readSpec<readonly unknown[]>("deliveries").map(({ file, content }) => [file, content]));
const intent = "20261120T09-0123456789abcdef01234567";
const run = "daily~20261120T090000Z";
const fresh: PendingDelivery = {
  intent,
  run,
  destination: "chat",
  parts: 2,
  on_unknown: "hold",
  part: 1,
  attempts: 0,
  status: "pending",
  next_at: "2026-11-20T09:59:00.000Z",
  deadline: "2026-11-21T09:59:00.000Z",
  host: "here",
};

/** Without what is null. */
function given<T>(values: Readonly<Record<string, unknown>>): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as T;
}

describe("what a pass does about a delivery", () => {
  it.each(specs["decisions"] as readonly DecisionCase[])("$name", ({ pending = {}, circuit, at_once: atOnce = false, decision }) => {
    const decided = decideDelivery({
      pending: given<PendingDelivery>({ ...fresh, ...pending }),
      circuit: circuit === undefined ? undefined : { destination: "chat", ...circuit },
      now: Date.parse("2026-11-20T10:00:00.000Z"),
      place: "here",
      atOnce,
    });
    expect(decided).toEqual({ ...decision, ...(decision.until === undefined ? {} : { until: Date.parse(decision.until) }) });
  });
});

/** A receipt from `1.2 delivered`. */
function receiptOf(text: string, nth: number, { retry_at, resend_until, host }: ReceiptsCase): Receipt {
  const [number = "", word = ""] = text.split(" ");
  const [part = 0, attempt = 0] = number.split(".").map(Number);
  const isPersons = word === "arrived" || word === "lost";
  const waits = word === "retry" || word === "waiting" || word === "unknown";
  return {
    schema_version: 1,
    kind: "receipt",
    intent,
    destination: "chat",
    part,
    attempt,
    outcome: isPersons ? "resolved" : (word as Receipt["outcome"]),
    at: new Date(Date.UTC(2026, 10, 20, 9, nth + 1)).toISOString(),
    runner: { host: "h", nonce: "0".repeat(16) },
    ...(isPersons ? { reason: { code: word, message: "seen" } } : {}),
    ...(waits && retry_at !== undefined ? { retry_at } : {}),
    ...(word === "unknown" && resend_until !== undefined ? { resend_until } : {}),
    ...(word === "taken" && host !== undefined ? { host } : {}),
    ...(word === "reopened" ? { reopens: { run, parts: 2, on_unknown: "hold", deadline: "2026-11-22T09:00:00.000Z" } } : {}),
  };
}

describe("what receipts make of a delivery", () => {
  it.each(specs["receipts"] as readonly ReceiptsCase[])("$name", async (each) => {
    const files = new StateFiles(() => Promise.resolve(undefined));
    const part = { content_type: "text/plain", body: "x", encoding: "utf8" as const, digest: "0".repeat(64) };
    const prepared: Intent = {
      schema_version: 1,
      kind: "intent",
      intent,
      run,
      destination: "chat",
      destination_kind: "slack",
      parts: [part, part],
      at: "2026-11-20T09:00:00.000Z",
      host: "here",
      deadline: "2026-11-21T09:00:00.000Z",
      on_unknown: each.on_unknown ?? "hold",
      traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
    };
    foldIntent(files, prepared);
    for (const [at, text] of each.receipts.entries()) await foldReceipt(files, receiptOf(text, at, each));
    const state = await files.get(PendingDelivery, pendingPath(intent));
    if (each.state === null) {
      expect(state).toBeUndefined();
      return;
    }
    expect(state).toMatchObject(given<object>(each.state));
    for (const [key, value] of Object.entries(each.state)) if (value === null) expect(state).not.toHaveProperty(key);
  });
});
