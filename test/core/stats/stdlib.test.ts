import stdlib from "@stdlib/dist-stats-base-dists-flat";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaQuantile, regularizedIncompleteBeta } from "../../../src/core/stats/beta.ts";
import { clusteredLowerBound, clusteredMean, clusteredUpperBound, pairedT } from "../../../src/core/stats/clustered.ts";
import { upperIncompleteGamma } from "../../../src/core/stats/incomplete-gamma.ts";
import { mcnemarExact } from "../../../src/core/stats/mcnemar.ts";
import { proportionDifference } from "../../../src/core/stats/newcombe.ts";
import { normalCdf, normalQuantile } from "../../../src/core/stats/normal.ts";
import { sampleRatio } from "../../../src/core/stats/sample-ratio.ts";
import { tCdf, tQuantile } from "../../../src/core/stats/student-t.ts";
import { wilsonInterval } from "../../../src/core/stats/wilson.ts";

const { beta, binomial, chisquare, gamma, normal, t } = stdlib.base.dists;

/** Nine digits of the value, and nothing below 1e-13: probabilities are differences of numbers near 1. */
function expectNear(actual: number, expected: number, digits = 9): void {
  const allowed = Math.max(1e-13, Math.abs(expected) * 10 ** -digits);
  expect(Math.abs(actual - expected), `${actual} where @stdlib says ${expected}`).toBeLessThanOrEqual(allowed);
}

const shape = fc.double({ min: 0.5, max: 400, noNaN: true });
const probability = fc.double({ min: 1e-4, max: 1 - 1e-4, noNaN: true });
const degrees = fc.integer({ min: 1, max: 2_000 });
const runs = { numRuns: 400 };

describe("what @stdlib says as well", () => {
  test("the incomplete beta function, and its inverse", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), shape, shape, (x, a, b) => expectNear(regularizedIncompleteBeta(x, a, b), beta.cdf(x, a, b))),
      runs,
    );
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => expectNear(betaQuantile(p, a, b), beta.quantile(p, a, b), 7)),
      runs,
    );
  });

  test("the incomplete gamma function", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 60, noNaN: true }), fc.double({ min: 0, max: 150, noNaN: true }), (a, x) =>
        expectNear(1 - upperIncompleteGamma(a, x), gamma.cdf(x, a, 1)),
      ),
      runs,
    );
  });

  test("the normal distribution, far out too", () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => expectNear(normalCdf(x), normal.cdf(x, 0, 1))),
      runs,
    );
    fc.assert(
      // Further out @stdlib's loses digits, since it goes by erfinv(2p − 1): of 1e-12 it knows five.
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => expectNear(normalQuantile(p), normal.quantile(p, 0, 1))),
      runs,
    );
  });

  test("Student's t", () => {
    fc.assert(
      fc.property(fc.double({ min: -40, max: 40, noNaN: true }), degrees, (x, df) => expectNear(tCdf(x, df), t.cdf(x, df))),
      runs,
    );
    fc.assert(
      fc.property(probability, degrees, (p, df) => expectNear(tQuantile(p, df), t.quantile(p, df), 7)),
      runs,
    );
  });

  test("McNemar's test is its binomial tail", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }), (gained, lost) => {
        const n = gained + lost;
        // P(X ≥ gained) by the mirror, so that no 1 − 1 eats the digits.
        expectNear(mcnemarExact({ gained, lost }).oneSided, n === 0 ? 1 : binomial.cdf(lost, n, 0.5), 8);
      }),
      runs,
    );
  });

  test("a sample's ratio is its chi-square tail", () => {
    const counted = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(counted, counted, counted, (a, b, c) => {
        const { chi2, p } = sampleRatio([a, b, c], [1, 2, 1]);
        expectNear(p, 1 - chisquare.cdf(chi2, 2));
      }),
      runs,
    );
  });

  test("intervals are made of those quantiles: Wilson's, Newcombe's, and t's for clusters", () => {
    const confidences = fc.constantFrom(0.8, 0.9, 0.95, 0.99);
    const trials = fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    // Roots of (p − q)² = z² q (1 − q) / n, as the quadratic formula has them.
    const roots = (s: number, n: number, z: number) => {
      const [p, a, b] = [s / n, 1 + (z * z) / n, 2 * (s / n) + (z * z) / n];
      const half = Math.sqrt(Math.max(0, b * b - 4 * a * p * p));
      return [(b - half) / (2 * a), (b + half) / (2 * a)] as const;
    };
    fc.assert(
      fc.property(trials, trials, confidences, ([s, n], [s2, n2], confidence) => {
        const z = normal.quantile(0.5 + confidence / 2, 0, 1);
        const [one, two] = [roots(s, n, z), roots(s2, n2, z)];
        for (const side of [0, 1] as const) expect(wilsonInterval(s, n, confidence)[side]).toBeCloseTo(one[side], 9);
        const [p, q] = [s / n, s2 / n2];
        const { interval } = proportionDifference([s, n], [s2, n2], confidence);
        expect(interval[0]).toBeCloseTo(p - q - Math.hypot(p - one[0], two[1] - q), 9);
        expect(interval[1]).toBeCloseTo(p - q + Math.hypot(one[1] - p, q - two[0]), 9);
      }),
      runs,
    );
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    const clusters = fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(clusters, (groups) => {
        const { mean, corrected } = clusteredMean(groups);
        const reach = t.quantile(0.95, groups.length - 1) * corrected;
        expect(clusteredLowerBound(groups, 0.05)).toBeCloseTo(mean - reach, 8);
        expect(clusteredUpperBound(groups, 0.05)).toBeCloseTo(mean + reach, 8);
      }),
      runs,
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 40 }), (differences) => {
        const found = pairedT(differences, 0.95);
        fc.pre(Number.isFinite(found.t));
        expectNear(found.oneSided, t.cdf(-found.t, differences.length - 1));
      }),
      runs,
    );
  });
});
