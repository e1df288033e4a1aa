import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DetailsFold } from "../../../src/core/eval/compare-details.ts";
import { comparedReport, explainedCases } from "../../../src/core/eval/compare-report.ts";
import { splitCases } from "../../../src/core/eval/compare-split.ts";
import { compareSlices } from "../../../src/core/eval/compare-slices.ts";
import { compareSplits, type ComparePlan } from "../../../src/core/eval/compare-splits.ts";
import type { EvidenceCase } from "../../../src/core/eval/evidence.ts";
import { SideComparison } from "../../../src/core/results/compare.ts";
import { tangoLowerBound } from "../../../src/core/stats/tango.ts";
import { casesOf, type PairGroup } from "../../helpers/paired-evidence.ts";
import { readSpec } from "../../helpers/spec.ts";

interface VerdictCase {
  readonly name: string;
  readonly pairs: readonly PairGroup[];
  readonly metric?: ComparePlan["metric"];
  readonly margin?: number;
  readonly verdict: string;
  readonly sentence?: string;
  readonly needed?: number;
  readonly unchanged?: SideComparison["unchanged"];
  readonly edited?: readonly string[];
  readonly only_after?: readonly string[];
}

const plan: ComparePlan = { metric: "pass", alpha: 0.05, margin: 0.05 };
const nothing = { explained: new Set<string>(), shown: new Set<string>() };

function reportOf(before: readonly EvidenceCase[], after: readonly EvidenceCase[], given: Partial<ComparePlan> = {}): SideComparison {
  const own = { ...plan, ...given };
  const split = splitCases(before, after);
  const [finding] = compareSplits([split], own);
  const { slices } = compareSlices(split.pairs, new Map(), own);
  const details = { before: new DetailsFold(before, nothing), after: new DetailsFold(after, nothing) };
  return comparedReport({ before: 0, after: 1, split, finding, slices, details, shown: undefined }, own, 1);
}

describe.each(readSpec<VerdictCase[]>("compare"))("comparison: $file", ({ content }) => {
  test.each(content.map((each) => [each.name, each] as const))("%s", (_, { pairs, metric, margin, ...expected }) => {
    const { baseline, candidate } = casesOf(pairs);
    const report = reportOf(baseline, candidate, { ...(metric === undefined ? {} : { metric }), ...(margin === undefined ? {} : { margin }) });
    expect({ verdict: report.verdict, sentence: report.sentence }).toEqual({
      verdict: expected.verdict,
      sentence: expect.stringContaining(expected.sentence ?? ""),
    });
    expect(report.test?.pairs_needed).toBe(expected.needed ?? report.test?.pairs_needed);
    if (expected.unchanged !== undefined) expect(report.unchanged).toEqual(expected.unchanged);
    expect(report.edited.first).toEqual(expected.edited ?? []);
    expect(report.only_after.first).toEqual(expected.only_after ?? []);
    expect(new Ajv({ strict: false }).validate(SideComparison, report)).toBe(true);
  });
});

describe("a comparison", () => {
  const groups = fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      before: fc.constantFrom("pass" as const, "fail" as const, "error" as const),
      after: fc.constantFrom("pass" as const, "fail" as const, "error" as const),
      score: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })).map(([a, b]) => [a / 4, b / 4] as const),
      group: fc.constantFrom("a", "b", ""),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const made = groups.map((some) => casesOf(some.map(({ group, ...rest }) => ({ ...rest, ...(group === "" ? {} : { group }) }))));

  test("seen from the other side says the opposite", () => {
    const opposite = { better: "worse", worse: "better" } as const;
    fc.assert(
      fc.property(made, ({ baseline, candidate }) => {
        const [there, back] = [reportOf(baseline, candidate), reportOf(candidate, baseline)];
        expect(back.verdict).toBe(opposite[there.verdict as "better"] ?? there.verdict);
        expect(back.lost.count).toBe(there.gained.count);
        expect(back.test?.difference ?? 0).toBeCloseTo(-(there.test?.difference ?? 0), 12);
        expect(back.test?.lower ?? 0).toBeCloseTo(-(there.test?.upper ?? 0), 6);
      }),
    );
  });

  test("accounts for every case once", () => {
    fc.assert(
      fc.property(made, fc.constantFrom("pass" as const, "score" as const), ({ baseline, candidate }, metric) => {
        const { pairs, lost, gained, unchanged, undecided } = reportOf(baseline, candidate, { metric });
        expect(lost.count + gained.count + unchanged.passed + unchanged.failed).toBe(pairs);
        expect(pairs + undecided.count).toBe(candidate.length);
      }),
    );
  });

  test("of one side with itself finds nothing", () => {
    fc.assert(
      fc.property(made, ({ candidate }) => {
        const { lost, gained, verdict, measures } = reportOf(candidate, candidate);
        expect([lost.count, gained.count]).toEqual([0, 0]);
        expect(["no-difference", "inconclusive", "error"]).toContain(verdict);
        for (const { difference } of measures) expect(difference).toBeCloseTo(0, 12);
      }),
    );
  });

  test("gives every number as a number, however odd the cases are", () => {
    fc.assert(
      fc.property(made, fc.constantFrom("pass" as const, "score" as const), fc.constantFrom(0, 0.05, 1), ({ baseline, candidate }, metric, margin) => {
        const report = reportOf(baseline, candidate, { metric, margin });
        for (const { name: _, by: __, shows: ___, ...numbers } of [...report.measures, ...report.parts] as readonly Record<string, unknown>[])
          for (const [name, value] of Object.entries(numbers)) expect(Number.isFinite(value), `${name}: ${String(value)}`).toBe(true);
        for (const { lower, upper, before, after } of report.measures.filter(({ name }) => name === "pass" || name === "score")) {
          expect(lower).toBeGreaterThanOrEqual(-1);
          expect(upper).toBeLessThanOrEqual(1);
          expect(Math.min(before, after)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test("lists what must pass first, then what moved furthest", () => {
    const { baseline, candidate } = casesOf([
      { count: 1, before: "pass", after: "fail", score: [1, 0.9] },
      { count: 1, before: "pass", after: "fail", score: [1, 0.1] },
      { count: 1, before: "pass", after: "fail", score: [1, 0.9], must_pass: true },
    ]);
    expect(reportOf(baseline, candidate).lost.first.map((each) => each.case)).toEqual(["c3", "c2", "c1"]);
  });

  test("lists a hundred of a kind and counts the rest: a result stays readable", () => {
    const { baseline, candidate } = casesOf([{ count: 250, before: "pass", after: "fail" }]);
    const report = reportOf(baseline, candidate);
    expect([report.lost.count, report.lost.first.length]).toEqual([250, 100]);
    expect(explainedCases(splitCases(baseline, candidate), plan)).toHaveLength(100);
  });

  test("measures cost and latency where both sides know them, clustered by group", () => {
    const { baseline, candidate } = casesOf([
      { count: 10, before: "pass", after: "pass", latency_ms: [100, 120], cost_nano_usd: [1_000, null] },
      { count: 10, before: "pass", after: "pass", latency_ms: [100, 140] },
    ]);
    const { measures } = reportOf(baseline, candidate);
    expect(measures.map(({ name }) => name)).toEqual(["pass", "score", "latency_ms"]);
    const [latency] = measures.filter(({ name }) => name === "latency_ms");
    expect(latency).toMatchObject({ pairs: 20, before: 100, after: 130, difference: 30 });
    // ±t(0.95, 19) · 10.26 / √20
    expect(latency?.lower).toBeCloseTo(26.03, 2);
    expect(latency?.upper).toBeCloseTo(33.97, 2);
  });
});

describe("several comparisons with one baseline", () => {
  const tenGained = casesOf([
    { count: 80, before: "pass", after: "pass" },
    { count: 10, before: "fail", after: "pass" },
    { count: 3, before: "pass", after: "fail" },
  ]);
  const split = splitCases(tenGained.baseline, tenGained.candidate);

  test("ask more of each: what one comparison shows, one of many may not", () => {
    const [alone] = compareSplits([split], plan);
    const many = compareSplits([split, split, split], plan);
    expect(alone?.shows).toBe("better");
    expect(many.map((finding) => finding?.shows)).toEqual(["inconclusive", "inconclusive", "inconclusive"]);
    expect(many[0]?.pBetter).toBeCloseTo(3 * (alone?.pBetter ?? 0), 12);
    expect(many[0]?.comparison.lower).toBeLessThan(alone?.comparison.lower ?? -1);
  });

  test("count only those that there is something to compare of", () => {
    const [alone] = compareSplits([split], plan);
    const [first, second] = compareSplits([split, splitCases([], [])], plan);
    expect(first).toEqual(alone);
    expect(second).toBeUndefined();
  });
});

describe("parts", () => {
  const tagged = (tags: readonly string[], count: number, before: "pass" | "fail", after: "pass" | "fail", suite = "main"): PairGroup => ({
    count,
    before,
    after,
    tags,
    suite,
  });

  test("are the suites and tags that hold some of the cases, and show what changed there", () => {
    const { baseline, candidate } = casesOf([
      tagged(["all", "slow"], 12, "pass", "fail"),
      tagged(["all", "fast"], 40, "pass", "pass"),
      tagged(["all"], 30, "pass", "pass", "other"),
    ]);
    const { parts } = reportOf(baseline, candidate);
    expect(parts.map(({ by, name, pairs, lost, shows }) => [by, name, pairs, lost, shows])).toEqual([
      ["suite", "main", 52, 12, "worse"],
      ["suite", "other", 30, 0, "nothing"],
      ["tag", "fast", 40, 0, "nothing"],
      ["tag", "slow", 12, 12, "worse"],
    ]);
  });

  test("are corrected for their number: among many tags, one that lost five of five is luck", () => {
    const { baseline, candidate } = casesOf([
      tagged(["unlucky"], 5, "pass", "fail"),
      ...Array.from({ length: 20 }, (_, at) => tagged([`t${at}`], 5, "pass", "pass")),
    ]);
    const unlucky = reportOf(baseline, candidate).parts.find(({ name }) => name === "unlucky");
    expect(unlucky).toMatchObject({ lost: 5, shows: "nothing", p_worse: expect.closeTo(21 / 32, 6) as number });
  });

  test("that do not hold although many are looked at may still be worth a look", () => {
    const { baseline, candidate } = casesOf([
      { count: 5, before: "pass", after: "fail", tags: ["a"] },
      { count: 6, before: "fail", after: "pass", tags: ["b"] },
      { count: 9, before: "pass", after: "pass", tags: ["c"] },
    ]);
    const parts = new Map(reportOf(baseline, candidate).parts.map((part) => [part.name, part]));
    // One-sided 2^-5 and 2^-6, times three by Holm; two-sided 2^-4 · 3/2 and 2^-5 · 3 by Benjamini and Hochberg.
    expect(parts.get("a")).toMatchObject({ p_worse: 3 / 32, q: 3 / 32, shows: "nothing" });
    expect(parts.get("b")).toMatchObject({ p_better: 3 / 64, q: 3 / 32, shows: "better" });
    expect(parts.get("c")).toMatchObject({ q: 1, shows: "nothing" });
  });

  test("have bounds that hold together, and claim no more than the corrected p-values", () => {
    const { baseline, candidate } = casesOf([
      { count: 8, before: "fail", after: "pass", tags: ["a"] },
      { count: 30, before: "pass", after: "pass", tags: ["a"] },
      { count: 5, before: "pass", after: "fail", tags: ["b"] },
      { count: 60, before: "pass", after: "pass", tags: ["b"] },
      ...Array.from({ length: 8 }, (_, at) => tagged([`t${at}`], 5, "pass", "pass")),
    ]);
    const { parts, measures, test: tested } = reportOf(baseline, candidate);
    expect(parts).toHaveLength(10);
    for (const part of parts) {
      expect(part.confidence).toBe(0.995);
      if (part.p_better > 0.05) expect(part.lower).toBeLessThanOrEqual(0);
      if (part.p_worse > 0.05) expect(part.upper).toBeGreaterThanOrEqual(0);
    }
    // Tango's bounds at 0.05 / 10; one alone would have those at 0.05.
    const [a, b] = ["a", "b"].map((name) => parts.find((part) => part.name === name));
    expect(a?.lower).toBeCloseTo(tangoLowerBound({ gained: 8, lost: 0, n: 38 }, 0.005), 9);
    expect(a?.lower).toBeLessThan(tangoLowerBound({ gained: 8, lost: 0, n: 38 }, 0.05));
    expect(b).toMatchObject({ shows: "nothing", p_worse: 10 / 32 });
    expect(tested?.confidence).toBe(0.95);
    expect(measures.map(({ name, confidence }) => [name, confidence])).toEqual(measures.map(({ name }) => [name, 0.95]));
  });

  test("of more than fifty tags are those with the most cases", () => {
    const { baseline, candidate } = casesOf(Array.from({ length: 60 }, (_, at) => tagged([`t${at}`], at + 1, "pass", "pass")));
    const { pairs } = splitCases(baseline, candidate);
    const { slices, tagsLeftOut } = compareSlices(pairs, new Map(), plan);
    expect([slices.length, tagsLeftOut, slices[0]?.name, slices.at(-1)?.name]).toEqual([50, 10, "t59", "t10"]);
  });
});
