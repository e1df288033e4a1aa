import { expect, test } from "vitest";
import { metricsPrometheus } from "../../src/reporters/metrics/metrics-prometheus.ts";
import { metricsText } from "../../src/reporters/metrics/metrics-text.ts";
import { metrics } from "../../src/services/metrics.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import type { LedgerRecord } from "../../src/ports/ledger-store.ts";
import { group } from "../contract/ledger-store.ts";
import { aClaim, anAudit, anIntent, aReceipt, aRun, intentId, runId } from "../helpers/ledger-records.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { memoryIndex } from "../helpers/memory-index.ts";
import { memoryLedger } from "../helpers/memory-ledger.ts";

const hour = (at: number) => runId("daily", `2026-11-20T${String(at).padStart(2, "0")}:00:00Z`);
const weekly = runId("weekly", "2026-11-21T09:00:00Z");
const records: readonly LedgerRecord[] = [
  anAudit("job-added", "daily", "2026-11-20T08:00:00.000Z", { job: { since: "2026-11-20T08:00:00.000Z", timing: "t", credentials: [] } }),
  anAudit("job-added", "weekly", "2026-11-20T08:30:00.000Z", { job: { since: "2026-11-20T08:30:00.000Z", timing: "t", credentials: [] } }),
  aClaim(hour(9), { lateness_ms: 1_000 }),
  aClaim(hour(10), { lateness_ms: 3_000, missed: { from: "2026-11-20T09:15:00Z", to: "2026-11-20T09:45:00Z", count: 3 } }),
  aClaim(hour(10), { epoch: 2, lateness_ms: 900_000 }),
  aClaim(hour(11), { decision: "skip", reason: { code: "overlap", message: "" } }),
  aClaim(hour(12), { decision: "skip", reason: { code: "paused", message: "" } }),
  aClaim(hour(13), { lateness_ms: 2_000 }),
  aClaim(weekly, { lateness_ms: 500 }),
  aRun(hour(9), { intents: [intentId(hour(9), "hook")] }),
  aRun(hour(10), {
    status: "failed",
    reason: { code: "timeout", message: "" },
    attempts: [
      { outcome: "rate-limit", status: 429, latency_ms: 10 },
      { outcome: "timeout", latency_ms: 60_000 },
    ],
  }),
  aRun(hour(10), {}, 2),
  aRun(hour(13), { status: "blocked", reason: { code: "budget", message: "" }, attempts: [], settled: { calls: 0, tokens: 0, nano_usd: 0 } }),
  aRun("daily~20261120T083000Z~p", { preview: true }),
  aRun(weekly, { prompt: "sales/report" }),
  anIntent(hour(9), "hook"),
  aReceipt(hour(9), "hook", { outcome: "retry", status: 429, latency_ms: 20 }),
  aReceipt(hour(9), "hook", { attempt: 2, at: "2026-11-20T09:04:00.000Z" }),
  anIntent(weekly, "hook"),
  aReceipt(weekly, "hook", { outcome: "dead", reason: { code: "gone", message: "" } }),
  anIntent(weekly, "odd"),
];

async function measured(since?: string, now = "2026-11-21T12:00:00Z", withinMinutes = 10) {
  const ledger = memoryLedger(foldState);
  await ledger.commit(group(records), "local");
  return metrics({ index: memoryIndex(ledger), clock: fakeClock(Date.parse(now)) }, { since, withinMinutes });
}

test("counts slots, runs, use, deliveries and what was in time", async () => {
  const { jobs, total, usage, destinations, on_time, previews, activation } = await measured();
  expect(jobs[0]).toMatchObject({
    job: "daily",
    due: 3 + 3 + 1,
    started: 3,
    started_rate: 3 / 7,
    missed: 3,
    skipped: { overlap: 1, paused: 1 },
    lateness_ms: { p50: 2_000, p95: 3_000, max: 3_000 },
    succeeded: 1,
    failed: 1,
    blocked: 1,
    success_rate: 0.5,
    budget_blocks: 1,
    retries: 1,
  });
  expect(total).toMatchObject({ job: "*", due: 8, started: 4, succeeded: 2 });
  expect(previews).toBe(1);
  expect(usage.total).toMatchObject({ runs: 6, tokens: 600 });
  expect(usage.jobs.map(({ name, runs }) => [name, runs])).toEqual([
    ["daily", 5],
    ["weekly", 1],
  ]);
  expect(usage.prompts.map(({ name }) => name)).toEqual(["billing/summarize", "sales/report"]);
  expect(usage.namespaces.map(({ name, cost_nano_usd }) => [name, cost_nano_usd])).toEqual([
    ["billing", 10_000_000],
    ["sales", 2_000_000],
  ]);
  expect(destinations[0]).toMatchObject({
    destination: "hook",
    deliveries: 2,
    delivered: 1,
    dead: 1,
    success_rate: 0.5,
    attempts: 3,
    attempts_per_delivery: 1.5,
    rate_limited: 1,
    rate_limited_rate: 1 / 3,
  });
  expect(on_time).toEqual({ within_minutes: 10, deliveries: 3, in_time: 1, rate: 1 / 3 });
  expect(activation).toEqual([
    {
      job: "daily",
      added_at: "2026-11-20T08:00:00.000Z",
      first_preview_at: "2026-11-20T08:30:02.000Z",
      first_delivery_at: "2026-11-20T09:04:00.000Z",
      to_delivery_ms: 64 * 60_000,
    },
    { job: "weekly", added_at: "2026-11-20T08:30:00.000Z" },
  ]);
});

test("runs by hand and reruns are neither due nor late, and counted among the runs", async () => {
  const ledger = memoryLedger(foldState);
  const byHand = ["daily~20261120T133000Z~m", "daily~20261120T090000Z~r2"];
  await ledger.commit(group([...records, ...byHand.flatMap((run) => [aClaim(run, { lateness_ms: 7_000_000 }), aRun(run)])]), "local");
  const { jobs } = await metrics({ index: memoryIndex(ledger), clock: fakeClock(Date.parse("2026-11-21T12:00:00Z")) }, { since: undefined, withinMinutes: 10 });
  expect(jobs[0]).toMatchObject({ job: "daily", due: 7, started: 3, lateness_ms: { max: 3_000 }, succeeded: 3 });
});

test("judges nothing that can still arrive in time, and nothing before --since", async () => {
  expect((await measured(undefined, "2026-11-21T09:05:00Z")).on_time).toMatchObject({ deliveries: 1, in_time: 1 });
  expect((await measured(undefined, undefined, 3)).on_time).toMatchObject({ deliveries: 3, in_time: 0 });
  expect(await measured("12h")).toMatchObject({
    since: "2026-11-21T00:00:00.000Z",
    total: { started: 1 },
    destinations: [{ deliveries: 1 }, { deliveries: 1 }],
  });
  expect(await measured("1m")).toMatchObject({ total: { due: 0 }, usage: { total: { runs: 0 } }, destinations: [] });
  for (const wrong of ["yesterday", "0d", "2026-13-01", "7", "2026-12-01"])
    await expect(measured(wrong)).rejects.toMatchObject({ code: "invalid-time", where: "--since" });
});

test("is written as Prometheus reads it", async () => {
  const text = metricsPrometheus(await measured());
  const families = new Set<string>();
  for (const line of text.trimEnd().split("\n")) {
    const [, help] = /^# (?:HELP|TYPE) (promptops_[a-z_]+) \S/.exec(line) ?? [];
    if (help !== undefined) families.add(help);
    else {
      const [, name = ""] =
        /^(promptops_[a-z_]+)(?:\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})? -?[0-9.e+-]+$/.exec(line) ?? [];
      expect(families, line).toContain(name);
    }
  }
  expect(text).toContain('promptops_runs{job="daily",status="failed"} 1\n');
  expect(text).toContain('promptops_lateness_seconds{job="daily",quantile="0.95"} 3\n');
  expect(text).toContain('promptops_cost_usd{by="namespace",name="billing"} 0.01\n');
  expect(text).toContain('promptops_deliveries_in_time{within_minutes="10"} 1\n');
});

test("is a few tables on a terminal, and a sentence of nothing", async () => {
  const text = metricsText(await measured(), { width: 140, color: false });
  expect(text).toContain("Delivered within 10 min of the slot: 1 of 3 (33.3 %)");
  expect(text).toMatch(/daily +7 +3 \(42\.9 %\)/);
  expect(text).toMatch(/hook \(webhook\) +2 +1 \(50\.0 %\)/);
  expect(metricsText(await measured("2026-12-01", "2026-12-02T00:00:00Z"), { width: 80, color: false })).toBe(
    "From 2026-12-01 00:00 UTC to 2026-12-02 00:00 UTC nothing was due.",
  );
});
