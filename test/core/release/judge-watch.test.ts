import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runRow } from "../../../src/core/ledger/run-row.ts";
import type { RunRecord } from "../../../src/core/ledger/run-record.ts";
import type { FeedbackRecord } from "../../../src/core/ledger/feedback-record.ts";
import type { UseOutcome } from "../../../src/core/ledger/outcome-record.ts";
import type { Watch } from "../../../src/core/model/after-promote.ts";
import { judgeWatch } from "../../../src/core/release/judge-watch.ts";
import type { LiveRecord } from "../../../src/core/release/release-state.ts";
import { counterRandom } from "../../../src/core/stats/counter-random.ts";
import { logEvidenceAbove, meanAbove } from "../../../src/core/stats/share-above.ts";
import { watchCodes } from "../../../src/core/release/watch-codes.ts";
import { aFeedback, aRun, runId } from "../../helpers/ledger-records.ts";

const since = Date.UTC(2026, 10, 20, 9);
const person = { name: "Ada", email: "ada@example.com" };
const live: LiveRecord = {
  schema_version: 1,
  environment: "production",
  prompt: "billing/summarize",
  version: "1.2.0",
  prompt_digest: "d",
  since: new Date(since).toISOString(),
  sequence: 4,
  kind: "promote",
  by: person,
  earlier: [],
};

/** Runs of what is live, one a minute. */
function runs(count: number, other: (at: number) => Partial<RunRecord> = () => ({})) {
  return Array.from({ length: count }, (_, at) => {
    const { path, text } = aRun(runId("daily", new Date(since + (at + 1) * 60_000).toISOString()), other(at));
    return runRow(path, JSON.parse(text) as RunRecord);
  });
}

const judge = (guards: Watch["guards"], all: ReturnType<typeof runs>, feedback: readonly FeedbackRecord[] = [], more: Partial<Watch> = {}) =>
  judgeWatch({ watch: { guards, ...more }, live, runs: all, feedback, outcomes: [], now: since + 3_600_000 });

/** What came of units, one a minute after the promotion. */
const cameOf = (outcomes: readonly UseOutcome[], guards: NonNullable<Watch["guards"]["outcomes"]>) =>
  judgeWatch({ watch: { guards: { outcomes: guards } }, live, runs: [], feedback: [], outcomes, now: since + 3_600_000 });
const units = (count: number, values: (at: number) => UseOutcome["values"]): UseOutcome[] =>
  Array.from({ length: count }, (_, at) => ({ unit: `unit ${at}`, values: values(at), at: new Date(since + at * 60_000).toISOString() }));

const said = (run: string, verdict: "good" | "bad", rater = "ada@example.com") => JSON.parse(aFeedback(run, { verdict, rater }).text) as FeedbackRecord;

describe("a guard of the watch", () => {
  const unusable = { status: "failed" as const, reason: { code: "output-contract", message: "No JSON." } };

  test.each([
    ["feedback-bad", { feedback: { max_share: 0.1 } }, runs(12), "bad", "12 of 12 rated runs are called bad (100 %)"],
    [
      "answers-unusable",
      { failures: { max_share: 0.05 } },
      runs(40, (at) => (at % 3 === 0 ? unusable : {})),
      "good",
      "14 of 40 answered runs are unusable (35 %)",
    ],
    ["runs-slow", { latency: { max_ms: 800 } }, runs(10), "good", "10 of 10 answered runs are slower than 800 ms (100 %)"],
    ["runs-costly", { cost: { max_usd: 0.001, max_share: 0.5 } }, runs(30), "good", "30 of 30 answered runs are dearer than $0.001 (100 %)"],
  ] as const)("is hurt: %s", (code, guards, all, verdict, message) => {
    const report = judge(
      guards,
      all,
      all.map(({ run }) => said(run, verdict)),
    );
    expect(report).toMatchObject({ outcome: "fail", over: false, guards: [{ outcome: "fail", code, hint: expect.stringMatching(/.+/) }] });
    expect(report.guards[0]?.message).toContain(message);
    expect(report.guards[0]?.message).toMatch(/truly more than [\d.]+ %; the guard allows [\d.]+ %\.$/);
  });

  test("that allows nothing is hurt by the first", () => {
    expect(
      judge(
        { failures: { max_share: 0 } },
        runs(1, () => unusable),
      ),
    ).toMatchObject({ outcome: "fail", guards: [{ n: 1, hits: 1 }] });
    expect(judge({ failures: { max_share: 0 } }, runs(1))).toMatchObject({ outcome: "pass", guards: [{ code: "within-guard" }] });
  });

  test("that cannot see is an error, and one that sees nothing yet is none", () => {
    const blind = runs(3).map(({ cost_nano_usd: _, ...row }) => row);
    expect(judge({ cost: { max_usd: 1 } }, blind)).toMatchObject({
      outcome: "error",
      guards: [{ code: "cost-not-known", hint: expect.stringContaining("prices") }],
    });
    expect(judge({ cost: { max_usd: 1 } }, [])).toMatchObject({ outcome: "pass", guards: [{ message: "No answered run tells yet; the guard allows 5 %." }] });
    expect(judge({ cost: { max_usd: 1 } }, [...blind, ...runs(1)]).guards[0]?.message).toContain("of 3 it is not known");
  });

  test("counts only runs of this version in this place since then, and only what says something of the answer", () => {
    const own = { prompt: "billing/summarize", version: "1.2.0", digest: "d".repeat(64), commit: "c".repeat(40) };
    const others: Partial<RunRecord>[] = [
      { version: { ...own, version: "1.1.0" } },
      { environment: "staging" },
      { started_at: new Date(since - 1).toISOString() },
      { prompt: "other" },
      { preview: true },
    ];
    expect(
      judge(
        { failures: { max_share: 0.1 } },
        runs(30, (at) => ({ ...unusable, ...others[at % others.length] })),
      ),
    ).toMatchObject({ runs: 0, outcome: "pass" });
    const outage = runs(30, (at) => ({ status: "failed", reason: { code: ["provider-server", "missing-key", "timeout"][at % 3] ?? "", message: "Down." } }));
    expect(judge({ failures: { max_share: 0.1 } }, outage)).toMatchObject({ runs: 30, outcome: "pass", guards: [{ n: 0 }] });
    const blocked = runs(5, () => ({ status: "blocked", reason: { code: "budget", message: "Spent." } }));
    expect(judge({ failures: { max_share: 0.1 } }, blocked)).toMatchObject({ guards: [{ n: 0 }] });
  });

  test("counts a run once, however many people speak of it", () => {
    const all = runs(2);
    const [a = "", b = ""] = all.map(({ run }) => run);
    const words = [said(a, "bad"), said(a, "good", "ben@example.com"), said(b, "bad"), said("daily~20261120T000000Z", "bad")];
    expect(judge({ feedback: { max_share: 0.1 } }, all, words).guards).toMatchObject([{ n: 2, hits: 1.5 }]);
  });

  test("shares alpha with the others, and stops when the watch is over", () => {
    const all = runs(40, (at) => (at < 6 ? unusable : {}));
    const one = { failures: { max_share: 0.02 } };
    const four = { ...one, feedback: { max_share: 0.5 }, latency: { max_ms: 10_000 }, cost: { max_usd: 1 } };
    expect(judge(one, all).guards[0]?.at_least).toBeGreaterThan(judge(four, all).guards.find(({ guard }) => guard === "failures")?.at_least ?? 1);
    const over = judgeWatch({ watch: { days: 1, guards: one }, live, runs: all, feedback: [], outcomes: [], now: since + 86_400_000 });
    expect(over).toEqual({ outcome: "pass", until: "2026-11-21T09:00:00.000Z", over: true, runs: 40, guards: [] });
  });

  test("every code of the watch is said here", () => {
    expect(Object.keys(watchCodes).sort()).toEqual([
      "answers-unusable",
      "cost-not-known",
      "feedback-bad",
      "outcomes-bad",
      "runs-costly",
      "runs-slow",
      "within-guard",
    ]);
  });
});

describe("a guard on outcomes", () => {
  const guard = { value: { min_share: 0.8 } };

  test("is hurt when what came of units is good for fewer than it asks for, and says which metric", () => {
    const report = cameOf(
      units(60, (at) => ({ value: at % 2 })),
      guard,
    );
    expect(report).toMatchObject({ outcome: "fail", guards: [{ guard: "outcomes", metric: "value", code: "outcomes-bad", n: 60, hits: 30, max_share: 0.2 }] });
    expect(report.guards[0]?.message).toMatch(/^`value` is good for 30 of 60 units \(50 %\), truly less than [\d.]+ %; the guard asks for 80 %\.$/);
    const well = cameOf(
      units(60, (at) => ({ value: Number(at % 8 > 0) })),
      guard,
    );
    expect(well).toMatchObject({ outcome: "pass", guards: [{ code: "within-guard", hits: 8 }] });
    expect(cameOf([], guard).guards[0]?.message).toBe("No unit tells yet of `value`; the guard asks for 80 %.");
  });

  test("counts a unit once, the first since the promotion, whatever order they come in", () => {
    const unit = "u";
    const at = (minutes: number) => new Date(since + minutes * 60_000).toISOString();
    const all: UseOutcome[] = [
      { unit, values: { value: 1 }, at: at(9) },
      { unit, values: { "no-complaint": 0.5 }, at: at(1) },
      { unit, values: { value: 0.25, "no-complaint": 1 }, at: at(3) },
      { unit, values: { value: 0.75 }, at: at(3) },
      { unit, values: { value: 1 }, at: at(-1) },
    ];
    const both = { value: { min_share: 0.1 }, "no-complaint": { min_share: 0.1 } };
    const expected = [
      { metric: "value", n: 1, hits: 0.75 },
      { metric: "no-complaint", n: 1, hits: 0.5 },
    ];
    expect(cameOf(all, both).guards).toMatchObject(expected);
    expect(cameOf(all.toReversed(), both).guards).toMatchObject(expected);
  });

  test("shares alpha with every other metric", () => {
    const all = units(60, (at) => ({ value: at % 2 }));
    const [alone] = cameOf(all, guard).guards;
    const [beside] = cameOf(all, { ...guard, "no-complaint": { min_share: 0.9 } }).guards;
    expect(alone?.at_least).toBeGreaterThan(beside?.at_least ?? 1);
  });
});

describe("evidence that a share is above what is allowed", () => {
  test("is none while what was seen is not above it, and says the same as the bound", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, share, ceiling) => {
          const sum = Math.round(n * share);
          const evidence = logEvidenceAbove({ n, sum }, ceiling);
          if (sum / n <= ceiling) expect(evidence).toBeLessThanOrEqual(1e-9);
          const low = meanAbove({ n, sum }, 0.05);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(sum / n + 1e-12);
          if (Math.abs(low - ceiling) > 1e-9) expect(evidence >= -Math.log(0.05)).toBe(low > ceiling);
        },
      ),
    );
  });

  test("convicts an innocent no more often than alpha, looked at after every value", () => {
    const random = counterRandom(20_261_128);
    const lives = 2_000;
    let convicted = 0;
    for (let life = 0; life < lives; life += 1) {
      let sum = 0;
      for (let n = 1; n <= 200; n += 1) {
        if (random(n, life) / 2 ** 32 < 0.05) sum += 1;
        if (logEvidenceAbove({ n, sum }, 0.05) < -Math.log(0.05)) continue;
        convicted += 1;
        break;
      }
    }
    expect(convicted / lives).toBeGreaterThan(0);
    expect(convicted / lives).toBeLessThanOrEqual(0.05);
  });

  test("refuses what is no share", () => {
    expect(() => logEvidenceAbove({ n: 1, sum: 2 }, 0.5)).toThrow(RangeError);
    expect(() => logEvidenceAbove({ n: 1, sum: 1 }, 1.5)).toThrow(RangeError);
    expect(() => meanAbove({ n: 1, sum: 1 }, 1)).toThrow(RangeError);
    expect(meanAbove({ n: 0, sum: 0 }, 0.05)).toBe(0);
  });
});
