import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../../src/core/eval/case-result.ts";
import { reduceCase } from "../../../src/core/eval/reduce-case.ts";
import type { Reducer } from "../../../src/core/model/reducer.ts";
import { passAll, passAt } from "../../../src/core/stats/pass-at.ts";
import { readSpec } from "../../helpers/spec.ts";

type Status = CaseResult["status"];

interface Example {
  readonly it: string;
  readonly reducer: Reducer;
  readonly threshold?: number;
  readonly epochs: readonly (Status | readonly [Status, number])[];
  readonly score: number;
  readonly status: Status;
}

describe("a case's epochs", () => {
  const examples = readSpec<readonly Example[]>("evaluation").find(({ file }) => file === "reducers")?.content ?? [];

  it.each(examples)("$it", ({ it: _, reducer, threshold, epochs, ...expected }) => {
    const results = epochs.map((epoch, at) => {
      const [status, score] = typeof epoch === "string" ? [epoch, epoch === "pass" ? 1 : 0] : epoch;
      return { index: at, prompt: "p", suite: "s", case: "c", epoch: at + 1, case_digest: "d", status, score, checks: [] } satisfies CaseResult;
    });
    const { score, status } = reduceCase(results, { reducer, ...(threshold === undefined ? {} : { threshold }) });
    expect({ score: Number(score.toFixed(9)), status }).toEqual(expected);
  });

  it("were read", () => expect(examples.length).toBeGreaterThan(20));
});

describe("pass@k and pass^k", () => {
  const tries = fc.integer({ min: 1, max: 12 }).chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n }), fc.integer({ min: 1, max: n })));

  it("are what counting every choice of k tries gives", () => {
    fc.assert(
      fc.property(tries, ([n, c, k]) => {
        const chosen = choices(n, k);
        const passed = (choice: readonly number[]) => choice.filter((tried) => tried < c).length;
        expect(passAt(n, c, k)).toBeCloseTo(chosen.filter((choice) => passed(choice) > 0).length / chosen.length, 12);
        expect(passAll(n, c, k)).toBeCloseTo(chosen.filter((choice) => passed(choice) === k).length / chosen.length, 12);
      }),
    );
  });

  it("stay probabilities where factorials would overflow", () => {
    expect(passAt(1000, 10, 100)).toBeCloseTo(0.6530692, 5);
    expect(passAll(1000, 990, 100)).toBeCloseTo(0.3469308, 5);
  });
});

/** All ways to take k of n. */
function choices(n: number, k: number, from = 0): number[][] {
  if (k === 0) return [[]];
  return Array.from({ length: n - from }, (_, at) => from + at).flatMap((first) => choices(n, k - 1, first + 1).map((rest) => [first, ...rest]));
}
