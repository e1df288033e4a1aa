import { describe, expect, test } from "vitest";
import { comparisonSteps } from "../../../src/core/gates/comparison-steps.ts";
import { pairCases } from "../../../src/core/gates/decisive-cases.ts";
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
