import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { counterRandom } from "../../../src/core/stats/counter-random.ts";
import { logDifferenceEvidence, logMeanEvidence, logSplitEvidence, meanDifferenceSequence, type Sample } from "../../../src/core/stats/mean-difference.ts";

const sample: fc.Arbitrary<Sample> = fc.nat(60).chain((n) => fc.double({ min: 0, max: 1, noNaN: true }).map((share) => ({ n, sum: share * n })));

describe("logMeanEvidence", () => {
  // B(s+1, n-s+1) / (m^s (1-m)^(n-s)) with exact fractions: 1!·1!/3! / (1/4) = 2/3; 10!·0!/11! / 0.5^10 = 1024/11; 3!·1!/5! / (0.9^3·0.1) = 0.05/0.0729
  test.each([
    [{ n: 2, sum: 1 }, 0.5, 2 / 3],
    [{ n: 10, sum: 10 }, 0.5, 1024 / 11],
    [{ n: 4, sum: 3 }, 0.9, 0.05 / 0.0729],
    [{ n: 0, sum: 0 }, 0.3, 1],
    [{ n: 3, sum: 3 }, 1, 1 / 4],
  ])("%j against %d", (given, mean, expected) => {
    expect(Math.exp(logMeanEvidence(given, mean))).toBeCloseTo(expected, 10);
  });

  test("a mean that cannot be is excluded; a sum that cannot be is refused", () => {
    expect(logMeanEvidence({ n: 3, sum: 3 }, 0)).toBe(Infinity);
    expect(() => logMeanEvidence({ n: 3, sum: 3.5 }, 0.5)).toThrow(RangeError);
    expect(() => logMeanEvidence({ n: 3, sum: -1 }, 0.5)).toThrow(RangeError);
  });

  test("values between 0 and 1 are no more evidence than a coin with their mean", () => {
    // E exp(log evidence) ≤ 1 under the mean, for a value of ½ for sure and a two-point value.
    for (let n = 1; n <= 20; n += 1) expect(logMeanEvidence({ n, sum: n / 2 }, 0.5)).toBeLessThanOrEqual(0);
  });
});

describe("meanDifferenceSequence", () => {
  test("without values it says nothing", () => {
    expect(meanDifferenceSequence({ n: 0, sum: 0 }, { n: 0, sum: 0 }, 0.05)).toEqual([-1, 1]);
  });

  test("holds what was seen, is symmetric, and narrows with alpha", () => {
    fc.assert(
      fc.property(sample, sample, (control, candidate) => {
        const [low, high] = meanDifferenceSequence(control, candidate, 0.05);
        const [lower, higher] = meanDifferenceSequence(control, candidate, 0.01);
        const [mirrorLow, mirrorHigh] = meanDifferenceSequence(candidate, control, 0.05);
        if (control.n > 0 && candidate.n > 0) {
          const difference = candidate.sum / candidate.n - control.sum / control.n;
          expect(low).toBeLessThanOrEqual(difference + 1e-9);
          expect(high).toBeGreaterThanOrEqual(difference - 1e-9);
        }
        expect(lower).toBeLessThanOrEqual(low + 1e-9);
        expect(higher).toBeGreaterThanOrEqual(high - 1e-9);
        expect(mirrorLow).toBeCloseTo(-high, 6);
        expect(mirrorHigh).toBeCloseTo(-low, 6);
      }),
      { numRuns: 30 },
    );
  });

  test("its ends are where the evidence reaches 1/α", () => {
    const [control, candidate] = [
      { n: 200, sum: 120 },
      { n: 180, sum: 140.5 },
    ] as const;
    for (const end of meanDifferenceSequence(control, candidate, 0.05)) expect(logDifferenceEvidence(control, candidate, end)).toBeCloseTo(Math.log(20), 6);
  });

  test("whoever looks after every value is wrong at most as often as α says; a clear difference is seen", () => {
    const random = counterRandom(7);
    let draws = 0;
    const next = () => random(draws++, 0) / 2 ** 32;
    const decided = (control: number, candidate: number, most: number): boolean => {
      const counts: [{ n: number; sum: number }, { n: number; sum: number }] = [
        { n: 0, sum: 0 },
        { n: 0, sum: 0 },
      ];
      for (let unit = 0; unit < most; unit += 1) {
        const arm = next() < 0.5 ? 0 : 1;
        counts[arm].n += 1;
        counts[arm].sum += next() < (arm === 0 ? control : candidate) ? 1 : 0;
        // Of no difference the evidence is enough to look at: the interval excludes 0 exactly then.
        const mean = (counts[0].sum + counts[1].sum) / (counts[0].n + counts[1].n);
        if (mean > 0 && mean < 1 && logMeanEvidence(counts[0], mean) + logMeanEvidence(counts[1], mean) >= Math.log(1 / 0.05)) return true;
      }
      return false;
    };
    const runs = 300;
    const wrong = Array.from({ length: runs }, () => decided(0.7, 0.7, 400)).filter(Boolean).length;
    expect(wrong / runs).toBeLessThanOrEqual(0.05);
    const seen = Array.from({ length: 60 }, () => decided(0.6, 0.8, 1000)).filter(Boolean).length;
    expect(seen / 60).toBeGreaterThan(0.95);
  });
});

test("a split as meant is no evidence, one that is not is", () => {
  expect(logSplitEvidence([500, 500], 0.5)).toBeLessThan(0);
  expect(logSplitEvidence([900, 100], 0.1)).toBeLessThan(0);
  expect(logSplitEvidence([600, 400], 0.5)).toBeGreaterThan(Math.log(1000));
});
