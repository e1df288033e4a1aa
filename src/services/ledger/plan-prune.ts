import { readRecord } from "../../core/ledger/read-record.ts";
import { redactRecord } from "../../core/ledger/redact-record.ts";
import type { Config, Retention } from "../../core/model/config.ts";
import type { PrunedKind } from "../../core/results/ledger-upkeep.ts";
import type { LedgerRecord, LedgerView } from "../../ports/ledger-store.ts";

export type RetentionPolicy = NonNullable<NonNullable<Config["ledger"]>["retention"]>;

export interface PrunePlan {
  readonly kinds: readonly PrunedKind[];
  readonly deleted: readonly string[];
  readonly redacted: readonly LedgerRecord[];
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const kindNames = ["runs", "previews", "deliveries", "feedback"] as const;
const folders = { runs: "runs", previews: "runs", deliveries: "intents", feedback: "feedback" } as const;

/**
 * What a retention policy has to say about a ledger at an instant. Claims and receipts are never pruned: they hold no contents, and
 * they are what proves that something was run and delivered. Nor is anything whose delivery is not done.
 */
export async function planPrune(view: LedgerView, policy: RetentionPolicy, now: number): Promise<PrunePlan> {
  const pending = new Set((await view.list("state/pending")).map((name) => name.replace(/\.json$/, "")));
  const plan = { kinds: [] as PrunedKind[], deleted: [] as string[], redacted: [] as LedgerRecord[] };
  for (const kind of kindNames) {
    const retention = policy[kind];
    if (retention !== undefined) plan.kinds.push(await planKind(view, { kind, retention, pending, now }, plan));
  }
  return plan;
}

interface KindInput {
  readonly kind: (typeof kindNames)[number];
  readonly retention: Retention;
  /** Deliveries that are not done. */
  readonly pending: ReadonlySet<string>;
  readonly now: number;
}

async function planKind(
  view: LedgerView,
  { kind, retention, pending, now }: KindInput,
  plan: { deleted: string[]; redacted: LedgerRecord[] },
): Promise<PrunedKind> {
  const before = now - retention.days * dayMs;
  const counted: PrunedKind = { kind, before: new Date(before).toISOString(), redacted: 0, deleted: 0, kept: 0 };
  for await (const { path, text } of oldRecords(view, folders[kind], before)) {
    if (folders[kind] === "runs" && isPreview(path) !== (kind === "previews")) continue;
    if (isPending(path, text, pending)) counted.kept += 1;
    else if (retention.then === "delete") {
      plan.deleted.push(path);
      counted.deleted += 1;
    } else {
      const redacted = redactRecord(path, text, new Date(now).toISOString());
      if (redacted === undefined) continue;
      plan.redacted.push({ path, text: redacted });
      counted.redacted += 1;
    }
  }
  return counted;
}

/** Records of hours that were over before an instant; folders that are newer are not looked into. */
async function* oldRecords(view: LedgerView, folder: string, before: number): AsyncGenerator<LedgerRecord> {
  for (const name of await view.list(folder)) {
    const path = `${folder}/${name}`;
    const begins = name.endsWith("/") ? beginningOf(path) : undefined;
    if (begins === undefined || begins >= before) continue;
    const isHour = path.split("/").length === 6;
    if (!isHour) yield* oldRecords(view, path.slice(0, -1), before);
    else if (begins + hourMs <= before) yield* view.records(path.slice(0, -1));
  }
}

/** When the year, month, day or hour of a folder begins: `runs/2026/11/20/`. */
function beginningOf(folder: string): number {
  const [, year = "", month = "01", day = "01", hour = "00"] = folder.split("/").map((part) => part || undefined);
  return Date.parse(`${year}-${month}-${day}T${hour}:00:00Z`);
}

function isPreview(path: string): boolean {
  return /~p(?:~r\d+)?(?:\.late-\d+)?\.json$/.test(path);
}

function isPending(path: string, text: string, pending: ReadonlySet<string>): boolean {
  const record = readRecord(path, text);
  if (record?.kind === "run") return record.intents.some((intent) => pending.has(intent));
  return record?.kind === "intent" && pending.has(record.intent);
}
