import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../../src/core/eval/case-result.ts";
import { evaluationExit, evaluationVerdict } from "../../../src/core/eval/evaluation-verdict.ts";
import { evidenceKey } from "../../../src/core/eval/evidence-key.ts";
import { reduceCase } from "../../../src/core/eval/reduce-case.ts";
import { reduceEpochs } from "../../../src/core/eval/reduce-epochs.ts";
import { Spending } from "../../../src/core/eval/spending.ts";
import { Tally } from "../../../src/core/eval/tally.ts";

function epoch(given: Partial<CaseResult> = {}): CaseResult {
  return {
    index: 0,
    prompt: "p",
    suite: "s",
    case: "c",
    epoch: 1,
    case_digest: "d",
    status: "pass",
    score: 1,
    checks: [],
    model_answered: "m",
    latency_ms: 10,
    cost_nano_usd: 100,
    ...given,
  };
}

const scored = (scores: readonly number[]) => scores.map((score) => ({ score, pass: score === 1 }));

describe("a case's epochs", () => {
  it.each([
    ["mean", 0.5],
    ["median", 0.6],
    ["min", 0],
    ["max", 0.9],
  ] as const)("reduce by %s", (reducer, score) => {
    expect(reduceEpochs(scored([0.9, 0, 0.6]), reducer)).toBeCloseTo(score);
  });

  it("take the middle of the two middle scores as the median of an even number", () => {
    expect(reduceEpochs(scored([1, 0, 0.25, 0.75]), "median")).toBe(0.5);
  });

  it("reduce to the same number in whatever order they came", () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(
        scores.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        fc.constantFrom("mean" as const, "median" as const),
        ([list, shuffled], reducer) => {
          expect(reduceEpochs(scored(shuffled), reducer)).toBe(reduceEpochs(scored(list), reducer));
        },
      ),
    );
  });

  it("pass at the rate of those that have a verdict, though others wait for a person", () => {
    const waits = epoch({ status: "pending", score: 0 });
    expect(reduceCase([epoch(), epoch({ status: "fail", score: 0 }), waits, waits], { reducer: "mean" })).toMatchObject({ status: "fail", pass_rate: 0.5 });
    expect(reduceCase([waits], { reducer: "mean" })).toMatchObject({ status: "pending", pass_rate: 0 });
  });

  it("are as long as their answers on average, in characters; of an answer that is not there nobody knows", () => {
    expect(reduceCase([epoch({ output: "ok" }), epoch({ output: "né🇩🇪😀" })], { reducer: "mean" }).length).toBe(3.5);
    expect(reduceCase([epoch({ output: "" })], { reducer: "mean" }).length).toBe(0);
    expect(reduceCase([epoch({ output: "ok" }), epoch({ status: "error" })], { reducer: "mean" })).not.toHaveProperty("length");
  });

  it("pass when every one passed", () => {
    expect(reduceCase([epoch(), epoch()], { reducer: "mean" })).toMatchObject({ status: "pass", score: 1, pass_rate: 1 });
    expect(reduceCase([epoch(), epoch({ status: "fail", score: 0 })], { reducer: "max" })).toMatchObject({ status: "fail", score: 1, pass_rate: 0.5 });
  });

  it("pass when their reduced score reaches the suite's threshold, unless one broke what binds", () => {
    const low = epoch({ status: "fail", score: 0.4 });
    expect(reduceCase([epoch(), epoch(), low], { reducer: "mean", threshold: 0.7 }).status).toBe("pass");
    const broken = epoch({
      status: "fail",
      score: 0.4,
      checks: [{ type: "output-contract", score: 0, pass: false, weight: 0, must_pass: true, reason: "is not JSON" }],
    });
    expect(reduceCase([epoch(), epoch(), broken], { reducer: "mean", threshold: 0.7 }).status).toBe("fail");
  });

  it("are an error when one is, and its missing score counts for nothing", () => {
    const {
      model_answered: _m,
      latency_ms: _l,
      cost_nano_usd: _c,
      ...unanswered
    } = epoch({ status: "error", score: 0, error: { kind: "timeout", message: "t" } });
    const reduced = reduceCase([epoch(), unanswered], { reducer: "mean" });
    expect(reduced).toMatchObject({ status: "error", score: 1, pass_rate: 1, latency_ms: 10 });
    expect(reduced.cost_nano_usd).toBeUndefined();
  });
});

describe("totals", () => {
  function totalsOf(...results: CaseResult[]) {
    const tally = new Tally();
    for (const result of results) tally.addResult(result);
    return tally.totals();
  }

  it("count what was paid: cached answers cost nothing, judges do", () => {
    expect(totalsOf(epoch(), epoch({ cached: true }), epoch({ judging: { calls: 2, cost_nano_usd: 7 } }))).toMatchObject({
      cost_nano_usd: 207,
      calls: 2,
      cached: 1,
    });
  });

  it("name no cost when any price is unknown", () => {
    const { cost_nano_usd: _, ...unpriced } = epoch();
    expect(totalsOf(epoch(), unpriced).cost_nano_usd).toBeUndefined();
    expect(totalsOf(epoch(), { ...unpriced, cached: true }).cost_nano_usd).toBe(100);
    expect(totalsOf(epoch({ judging: { calls: 1 } })).cost_nano_usd).toBeUndefined();
  });

  it("mean the scores of each metric", () => {
    const check = (metric: string, score: number) => ({ type: "t", metric, score, pass: true, weight: 0, reason: "" });
    expect(totalsOf(epoch({ checks: [check("tone", 1), check("accuracy", 0.5)] }), epoch({ checks: [check("tone", 0)] })).metrics).toEqual({
      accuracy: 0.5,
      tone: 0.5,
    });
  });
});

describe("the verdict", () => {
  it("is error before fail before pass", () => {
    const of = (...totals: readonly (readonly [failed: number, errors: number])[]) =>
      evaluationVerdict(
        totals.map(([failed, errors]) => ({ failed, errors })),
        0,
      );
    expect([of([1, 1]), of([0, 0], [1, 0]), of([0, 0])]).toEqual(["error", "fail", "pass"]);
  });

  it.each([
    [{ failed: 0, errors: 0 }, "unfinished"],
    [{ failed: 0, errors: 0, pending: 1 }, "unfinished"],
    [{ failed: 1, errors: 0 }, "fail"],
    [{ failed: 1, errors: 1 }, "error"],
  ])("of %j is %s while results are missing", (totals, verdict) => {
    expect(evaluationVerdict([totals], 1)).toBe(verdict);
    expect(evaluationExit("unfinished", [])).toBe("pending");
  });

  it.each([
    ["pass", [], "done"],
    ["fail", [], "no"],
    ["error", ["timeout"], "environment"],
    ["error", ["timeout", "auth"], "authentication"],
  ] as const)("%s with errors %j ends as %s", (verdict, kinds, exit) => {
    expect(evaluationExit(verdict, kinds)).toBe(exit);
  });
});

describe("the key of evidence", () => {
  const parts = { prompt: "billing/summarize", promptDigest: "p", suites: { a: "1", b: "2" }, modelDigest: "m", judges: {}, epochs: undefined };

  it("does not depend on the order in which suites are named", () => {
    expect(evidenceKey({ ...parts, suites: { b: "2", a: "1" } })).toBe(evidenceKey(parts));
  });

  it.each([{ prompt: "billing/copy" }, { promptDigest: "q" }, { suites: { a: "1" } }, { modelDigest: "n" }, { judges: { "j/one": "x" } }, { epochs: 3 }])(
    "changes with %j",
    (change) => {
      expect(evidenceKey({ ...parts, ...change })).not.toBe(evidenceKey(parts));
    },
  );
});

describe("spending under a cap", () => {
  it("never passes it, whatever calls are under way at once and in whatever order they end", async () => {
    const calls = fc.array(fc.record({ estimate: fc.integer({ min: 0, max: 200 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 1000 }), calls, async (scheduler, limit, all) => {
        const spending = new Spending(limit);
        let spent = 0;
        const running = Promise.all(
          all.map(async ({ estimate, share }) => {
            if (!(await spending.reserve(estimate))) return;
            await scheduler.schedule(Promise.resolve());
            spent += Math.floor(estimate * share);
            spending.settle(estimate, Math.floor(estimate * share));
          }),
        );
        await scheduler.waitFor(running);
        expect(spent).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it("lets a call wait for what others give back, and refuses it when that cannot be enough", async () => {
    const spending = new Spending(100);
    expect(await spending.reserve(80)).toBe(true);
    const waiting = spending.reserve(90);
    expect(await spending.reserve(101)).toBe(false);
    spending.settle(80, 10);
    expect(await waiting).toBe(true);
    spending.settle(90, 60);
    expect(await spending.reserve(31)).toBe(false);
    expect(await spending.reserve(30)).toBe(true);
  });
});
