import { describe, expect, test } from "vitest";
import { comparisonSteps } from "../../../src/core/gates/comparison-steps.ts";
import { pairCases, type CasePair } from "../../../src/core/gates/decisive-cases.ts";
import { withDefaults } from "../../../src/core/gates/effective-policy.ts";
import type { GatePolicy } from "../../../src/core/model/gate-policy.ts";
import { counterRandom } from "../../../src/core/stats/counter-random.ts";
import { casesOf, type PairGroup } from "../../helpers/paired-evidence.ts";

/** Share of 300 simulated comparisons of 100 cases, with these true rates, that end in `code`. */
function shareOf(code: string, rates: { readonly gained: number; readonly lost: number }, policy: GatePolicy): number {
  const random = counterRandom(11);
  const repetitions = 300;
  let reached = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const groups = Array.from({ length: 100 }, (_, i): PairGroup => {
      const u = random(repetition, i) / 2 ** 32;
      return { count: 1, before: u < rates.gained ? "fail" : "pass", after: u >= rates.gained && u < rates.gained + rates.lost ? "fail" : "pass" };
    });
    const { candidate, baseline } = casesOf(groups);
    if (comparisonSteps("p", pairCases(candidate, baseline), withDefaults(policy, false))[0]?.code === code) reached++;
  }
  return reached / repetitions;
}

describe.each(["pass", "score"] as const)("the gate errs as seldom as alpha says, by %s", (metric) => {
  test("a loss as large as the margin seldom passes for none", () => {
    expect(shareOf("not-worse", { gained: 0.02, lost: 0.07 }, { metric })).toBeLessThan(0.09);
  });

  test("no difference seldom passes for an improvement, or for a loss", () => {
    expect(shareOf("better", { gained: 0.06, lost: 0.06 }, { metric, mode: "improve" })).toBeLessThan(0.08);
    expect(shareOf("worse", { gained: 0.06, lost: 0.06 }, { metric })).toBeLessThan(0.08);
  });

  test("a large gain is seen", () => {
    expect(shareOf("better", { gained: 0.2, lost: 0.03 }, { metric, mode: "improve" })).toBeGreaterThan(0.9);
  });

  test("a large loss is seen", () => {
    expect(shareOf("worse", { gained: 0.03, lost: 0.2 }, { metric })).toBeGreaterThan(0.9);
  });
});

/** Share of 100 simulated comparisons that end in `code`, of so many cases that pass with a probability of their own in each of five epochs. */
function shareOfEpochs(
  code: string,
  { loss, cases, copies = 1 }: { readonly loss: number; readonly cases: number; readonly copies?: number },
  policy: GatePolicy,
): number {
  const random = counterRandom(29);
  const [epochs, repetitions] = [5, 100];
  let reached = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const pairs = Array.from({ length: cases }, (_, i): CasePair[] => {
      const lane = (at: number) => random(repetition, i * 16 + at) / 2 ** 32;
      const chance = 0.3 + 0.7 * lane(15);
      const rate = (probability: number, from: number) =>
        Array.from({ length: epochs }, (_, at) => (lane(from + at) < probability ? 1 : 0)).reduce<number>((sum, one) => sum + one, 0) / epochs;
      const [before, after] = [rate(chance, 0), rate(chance - loss, 5)];
      const { candidate, baseline } = casesOf([{ count: 1, before: "fail", after: "fail", pass_rates: [before, after] }]);
      return Array.from({ length: copies }, () => ({ cluster: String(i), candidate: candidate[0]!, baseline: baseline[0]! }));
    }).flat();
    if (comparisonSteps("p", pairs, withDefaults(policy, false))[0]?.code === code) reached++;
  }
  return reached / repetitions;
}

describe("of cases asked five times the gate errs as seldom as alpha says", () => {
  const slack = 3 * Math.sqrt((0.05 * 0.95) / 100);

  test("a loss as large as the margin seldom passes for none", () => {
    expect(shareOfEpochs("not-worse", { loss: 0.05, cases: 40 }, {})).toBeLessThan(0.05 + slack);
  });

  test.each([1, 3])("no difference seldom passes for an improvement, though each case stands in %i suites", (copies) => {
    expect(shareOfEpochs("better", { loss: 0, cases: 40, copies }, { mode: "improve" })).toBeLessThan(0.05 + slack);
  });

  test("a large loss is seen, though no case ever passes in all epochs or in none", () => {
    expect(shareOfEpochs("worse", { loss: 0.25, cases: 40 }, {})).toBeGreaterThan(0.9);
  });
});
