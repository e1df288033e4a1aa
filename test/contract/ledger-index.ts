import { expect, test } from "vitest";
import type { LedgerIndex } from "../../src/ports/ledger-index.ts";
import type { LedgerRecord, LedgerStore } from "../../src/ports/ledger-store.ts";
import { aClaim, anAudit, anEvaluation, anIntent, aReceipt, aRun, intentId, runId } from "../helpers/ledger-records.ts";
import { group } from "./ledger-store.ts";

export interface Indexed {
  readonly ledger: LedgerStore;
  readonly index: LedgerIndex;
}

const nine = runId("daily", "2026-11-20T09:00:00Z");
const ten = runId("daily", "2026-11-20T10:00:00Z");
const weekly = runId("weekly", "2026-11-21T09:00:00Z");

/** A small life: two runs that went well, one that failed, a slot nobody ran, deliveries in every state. */
export const life: readonly LedgerRecord[] = [
  anAudit("job-added", "daily", "2026-11-19T00:00:00.000Z", { job: { since: "2026-11-19T00:00:00.000Z", timing: "t", credentials: ["KEY"] } }),
  anAudit("job-paused", "weekly", "2026-11-22T00:00:00.000Z", { reason: "holidays", by: { name: "Ada", email: "ada@example.com" } }),
  aClaim(nine),
  aClaim(ten),
  aClaim(weekly),
  aClaim(runId("daily", "2026-11-20T11:00:00Z"), { decision: "skip", reason: { code: "overlap", message: "The run before it goes on." } }),
  aRun(nine, { intents: [intentId(nine, "hook"), intentId(nine, "chat")] }),
  aRun(ten, { status: "failed", reason: { code: "provider-out", message: "It was out." } }),
  aRun(weekly, { prompt: "sales/report" }),
  aRun("weekly~20261121T091500Z~p", {}),
  aRun(nine, { epoch: 2 }, 2),
  anIntent(nine, "hook"),
  aReceipt(nine, "hook", { outcome: "retry", status: 503, retry_at: "2026-11-20T09:01:00.000Z" }),
  aReceipt(nine, "hook", { attempt: 2, at: "2026-11-20T09:01:00.000Z" }),
  anIntent(nine, "chat"),
  aReceipt(nine, "chat", { outcome: "unknown" }),
  anIntent(weekly, "hook"),
  anEvaluation("1f".repeat(32), "2026-11-20T09:01:00Z"),
];

/** What every index promises. */
export function ledgerIndexContract(open: () => Promise<Indexed>): void {
  test("of nothing answers nothing", async () => {
    const { index } = await open();
    expect(await index.runs({})).toEqual([]);
    expect((await index.totals()).kinds.runs).toEqual({ records: 0, bytes: 0 });
  });

  test("gives runs, newest first, by what is asked", async () => {
    const { ledger, index } = await open();
    await ledger.commit(group(life), "local");
    const runs = async (filter: Parameters<LedgerIndex["runs"]>[0]) => (await index.runs(filter)).map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
    expect(await runs({})).toEqual([
      "weekly~20261121T091500Z~p.json",
      "weekly~20261121T090000Z.json",
      "daily~20261120T100000Z.json",
      "daily~20261120T090000Z.late-2.json",
      "daily~20261120T090000Z.json",
    ]);
    expect(await runs({ limit: 2 })).toEqual(["weekly~20261121T091500Z~p.json", "weekly~20261121T090000Z.json"]);
    expect(await runs({ job: "daily", status: "succeeded" })).toEqual(["daily~20261120T090000Z.late-2.json", "daily~20261120T090000Z.json"]);
    expect(await runs({ preview: true })).toEqual(["weekly~20261121T091500Z~p.json"]);
    expect(await runs({ preview: false, prompt: "sales/report" })).toEqual(["weekly~20261121T090000Z.json"]);
    expect(await runs({ run: ten })).toEqual(["daily~20261120T100000Z.json"]);
    expect(await runs({ since: Date.parse("2026-11-20T10:00:02Z"), until: Date.parse("2026-11-21T09:00:02Z") })).toEqual(["daily~20261120T100000Z.json"]);
    const [failed] = await index.runs({ status: "failed" });
    expect(failed).toMatchObject({ run: ten, late: false, reason: { code: "provider-out" }, version: "1.2.0", tokens: 120, tries: 1 });
  });

  test("gives the names of runs and deliveries that hold a text, newest first, each once", async () => {
    const { ledger, index } = await open();
    await ledger.commit(group(life), "local");
    expect(await index.names("run", "daily")).toEqual(["daily~20261120T110000Z", ten, nine]);
    expect(await index.names("run", "0915")).toEqual(["weekly~20261121T091500Z~p"]);
    expect(await index.names("intent", "20261120T09-")).toHaveLength(2);
    expect(await index.names("intent", intentId(weekly, "hook").slice(-24))).toEqual([intentId(weekly, "hook")]);
    expect(await index.names("intent", "%")).toEqual([]);
  });

  test("gives claims and audit records", async () => {
    const { ledger, index } = await open();
    await ledger.commit(group(life), "local");
    expect((await index.claims({ decision: "skip" })).map(({ run, reason }) => [run, reason?.code])).toEqual([["daily~20261120T110000Z", "overlap"]]);
    expect(await index.claims({ job: "daily", limit: 1 })).toHaveLength(1);
    expect((await index.audit({})).map(({ act }) => act)).toEqual(["job-paused", "job-added"]);
    expect(await index.audit({ act: "job-paused", subject: "weekly" })).toMatchObject([{ reason: "holidays", by: { name: "Ada" } }]);
  });

  test("says what became of deliveries, and learns of it when a receipt comes later", async () => {
    const { ledger, index } = await open();
    await ledger.commit(group(life), "local");
    const all = async () => (await index.deliveries({})).map(({ run, destination, status, receipts }) => [run, destination, status, receipts.length]);
    expect(await all()).toEqual(
      [
        [weekly, "hook", "pending", 0],
        [nine, "hook", "delivered", 2],
        [nine, "chat", "held", 1],
      ].sort((a, b) => (a[0] === b[0] ? (intentId(nine, String(a[1])) < intentId(nine, String(b[1])) ? 1 : -1) : a[0] === weekly ? -1 : 1)),
    );
    expect((await index.deliveries({ status: "held" })).map(({ destination }) => destination)).toEqual(["chat"]);
    await ledger.commit(group([aReceipt(weekly, "hook", { outcome: "dead" })]), "local");
    expect(await index.deliveries({ status: "pending" })).toEqual([]);
    expect(await index.deliveries({ status: "dead", destination: "hook" })).toMatchObject([{ run: weekly, receipts: [{ outcome: "dead" }] }]);
  });

  test("counts what there is, and names what is damaged without stumbling over it", async () => {
    const { ledger, index } = await open();
    const broken = { path: "runs/2026/11/20/09/broken~20261120T090000Z.json", text: "{ not json" };
    await ledger.commit(group([...life, broken]), "local");
    const { kinds, damaged } = await index.totals();
    expect(Object.fromEntries(Object.entries(kinds).map(([kind, { records }]) => [kind, records]))).toEqual({
      claims: 4,
      runs: 6,
      spending: 0,
      intents: 3,
      receipts: 3,
      evaluations: 1,
      feedback: 0,
      experiments: 0,
      outcomes: 0,
      audit: 2,
    });
    expect(kinds.evaluations.bytes).toBeGreaterThan(100);
    expect(damaged).toEqual([broken.path]);
    expect(await index.runs({ job: "broken" })).toEqual([]);
    expect(await index.rebuild()).toEqual({ kinds, damaged });
  });
}
