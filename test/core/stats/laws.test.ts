import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaQuantile, regularizedIncompleteBeta } from "../../../src/core/stats/beta.ts";
import { clusteredInterval, clusteredMean, meanSampleSize, pairedT } from "../../../src/core/stats/clustered.ts";
import { counterRandom } from "../../../src/core/stats/counter-random.ts";
import { findRoot } from "../../../src/core/stats/find-root.ts";
import { holm } from "../../../src/core/stats/holm.ts";
import { logGamma } from "../../../src/core/stats/log-gamma.ts";
import { mcnemarExact, mcnemarSampleSize } from "../../../src/core/stats/mcnemar.ts";
import { normalCdf, normalQuantile } from "../../../src/core/stats/normal.ts";
import { signFlipTest } from "../../../src/core/stats/sign-flip.ts";
import { tCdf, tQuantile } from "../../../src/core/stats/student-t.ts";
import { tangoInterval, tangoLowerBound, tangoSampleSize, tangoUpperBound } from "../../../src/core/stats/tango.ts";
import { wilsonInterval } from "../../../src/core/stats/wilson.ts";

/** Exact in binary, and so is 1 minus it. */
const probability = fc.integer({ min: 1, max: 1023 }).map((part) => part / 1024);
const shape = fc.double({ min: 0.05, max: 500, noNaN: true });
const pairs = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(200)).map(([gained, lost, same]) => ({ gained, lost, n: gained + lost + same }));
const differences = fc.array(
  fc.integer({ min: -8, max: 8 }).map((eighths) => eighths / 8),
  { minLength: 1, maxLength: 12 },
);

describe("distributions", () => {
  test("log-gamma knows the factorials, and halves", () => {
    let factorial = 1;
    for (let n = 1; n <= 20; factorial *= n++) expect(Math.exp(logGamma(n)) / factorial).toBeCloseTo(1, 12);
    expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 13);
    expect(logGamma(1e6)).toBeCloseTo(12815504.569147611, 5);
  });

  test("the incomplete beta is a distribution function with its mirror", () => {
    fc.assert(
      fc.property(probability, probability, shape, shape, (x, y, a, b) => {
        const [low, high] = x < y ? [x, y] : [y, x];
        expect(regularizedIncompleteBeta(low, a, b)).toBeLessThanOrEqual(regularizedIncompleteBeta(high, a, b) + 1e-12);
        expect(regularizedIncompleteBeta(x, a, b) + regularizedIncompleteBeta(1 - x, b, a)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("quantiles undo their distribution functions", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.double({ min: 0.5, max: 300, noNaN: true }), (p, a) => {
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13);
        expect(tCdf(tQuantile(p, a), a)).toBeCloseTo(p, 10);
        expect(regularizedIncompleteBeta(betaQuantile(p, a, 3), a, 3)).toBeCloseTo(p, 10);
      }),
    );
  });

  test("the normal distribution keeps its digits far out in the tail", () => {
    expect(normalCdf(-10) / 7.619853024160527e-24).toBeCloseTo(1, 12);
    expect(normalCdf(-3) / 0.0013498980316300933).toBeCloseTo(1, 12);
    expect(normalQuantile(1e-300) / -37.0471).toBeCloseTo(1, 5);
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalQuantile(0), normalQuantile(1)]).toEqual([0, 1, -Infinity, Infinity]);
  });

  test("t is symmetric, and normal in the end", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), shape, (t, df) => {
        expect(tCdf(t, df) + tCdf(-t, df)).toBeCloseTo(1, 12);
      }),
    );
    expect(tQuantile(0.975, 1e7)).toBeCloseTo(normalQuantile(0.975), 6);
    expect(tQuantile(0.975, 1)).toBeCloseTo(12.7062047361747, 9);
  });
});

describe("intervals", () => {
  test("Wilson's holds the rate, stays inside [0, 1], and mirrors", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), fc.double({ min: 0.5, max: 0.999, noNaN: true }), (hits, misses, confidence) => {
        const [low, high] = wilsonInterval(hits, hits + misses, confidence);
        const rate = hits + misses === 0 ? 0.5 : hits / (hits + misses);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(rate);
        expect(high).toBeGreaterThanOrEqual(rate);
        expect(wilsonInterval(misses, hits + misses, confidence)[0]).toBeCloseTo(1 - high, 10);
      }),
    );
  });

  test("Tango's holds the difference, mirrors, and widens with the confidence", () => {
    fc.assert(
      fc.property(pairs, (counts) => {
        const [low, high] = tangoInterval(counts, 0.95);
        const estimate = counts.n === 0 ? 0 : (counts.gained - counts.lost) / counts.n;
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(estimate);
        expect(high).toBeGreaterThanOrEqual(estimate);
        expect(tangoInterval({ ...counts, gained: counts.lost, lost: counts.gained }, 0.95)[0]).toBeCloseTo(-high, 12);
        expect(tangoInterval(counts, 0.99)[0]).toBeLessThanOrEqual(low);
        expect(tangoUpperBound(counts, 0.025)).toBe(high);
      }),
    );
  });

  test("without a discordant pair Tango's bound is -z²/(n + z²): 52 pairs for a margin of 0.05", () => {
    const z = normalQuantile(0.95);
    for (const n of [1, 10, 51, 52, 1000]) expect(tangoLowerBound({ gained: 0, lost: 0, n }, 0.05)).toBeCloseTo(-(z * z) / (n + z * z), 12);
    expect(tangoSampleSize({ gained: 0, lost: 0 }, 0.05, 0.05)).toBe(52);
  });

  test("the number of pairs Tango's bound asks for is the smallest that is enough", () => {
    const rates = { gained: 0.03, lost: 0.05 };
    const n = tangoSampleSize(rates, 0.05, 0.05)!;
    const bound = (pairsOf: number) => tangoLowerBound({ gained: rates.gained * pairsOf, lost: rates.lost * pairsOf, n: pairsOf }, 0.05);
    expect(bound(n)).toBeGreaterThan(-0.05);
    expect(bound(n - 1)).toBeLessThanOrEqual(-0.05);
    expect(tangoSampleSize({ gained: 0, lost: 0.06 }, 0.05, 0.05)).toBeUndefined();
  });

  test("values that are clusters of one are a plain sample", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 }), (values) => {
        const { corrected, unclustered } = clusteredMean(values.map((value) => [value]));
        expect(corrected).toBeCloseTo(unclustered, 12);
      }),
    );
  });

  test("repeating every value in its cluster adds no certainty", () => {
    const values = [0.1, -0.2, 0.3, 0, 0.05];
    expect(clusteredMean(values.map((value) => [value, value, value])).corrected).toBeCloseTo(clusteredMean(values.map((value) => [value])).corrected, 12);
  });

  test("one cluster says nothing, and no spread is no NaN", () => {
    expect(clusteredInterval([[1, 0, 1]], 0.95)).toEqual([-Infinity, Infinity]);
    expect(pairedT([0, 0, 0], 0.95)).toEqual({ t: 0, oneSided: 0.5, twoSided: 1, interval: [0, 0] });
    expect(pairedT([0.5, 0.5], 0.95)).toEqual({ t: Infinity, oneSided: 0, twoSided: 0, interval: [0.5, 0.5] });
  });
});

describe("tests of differences", () => {
  test("McNemar's is the coin's binomial, counted toss by toss", () => {
    for (let n = 0; n <= 60; n++) {
      const ways = [1];
      for (let i = 1; i <= n; i++) ways.push((ways[i - 1]! * (n - i + 1)) / i);
      for (let gained = 0; gained <= n; gained++) {
        const tail = ways.slice(gained).reduce((total, each) => total + each, 0) / 2 ** n;
        expect(mcnemarExact({ gained, lost: n - gained }).oneSided).toBeCloseTo(tail, 12);
      }
    }
  });

  test("McNemar's p falls as gains grow, and both directions share the point between them", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (gained, lost) => {
        const p = mcnemarExact({ gained, lost });
        const reverse = mcnemarExact({ gained: lost, lost: gained });
        expect(mcnemarExact({ gained: gained + 1, lost }).oneSided).toBeLessThanOrEqual(p.oneSided);
        expect(p.twoSided).toBeCloseTo(reverse.twoSided, 12);
        expect(p.midPTwoSided).toBeLessThanOrEqual(p.twoSided);
        expect(p.oneSided + reverse.oneSided).toBeGreaterThanOrEqual(1 - 1e-12);
      }),
    );
    expect(mcnemarExact({ gained: 0, lost: 0 })).toEqual({ oneSided: 1, twoSided: 1, midPTwoSided: 1 });
  });

  test("the sign-flip test is exact: it agrees with all 2^n signs tried one by one", () => {
    fc.assert(
      fc.property(differences, (values) => {
        const observed = values.reduce((a, b) => a + b, 0);
        let [higher, lower, extreme] = [0, 0, 0];
        for (let signs = 0; signs < 2 ** values.length; signs++) {
          const flipped = values.reduce((total, value, i) => total + ((signs >>> i) & 1 ? value : -value), 0);
          if (flipped >= observed) higher++;
          if (flipped <= observed) lower++;
          if (Math.abs(flipped) >= Math.abs(observed)) extreme++;
        }
        const p = signFlipTest(values);
        expect(p.exact).toBe(true);
        expect(p.oneSided).toBeCloseTo(higher / 2 ** values.length, 12);
        expect(p.oneSidedLoss).toBeCloseTo(lower / 2 ** values.length, 12);
        expect(p.twoSided).toBeCloseTo(extreme / 2 ** values.length, 12);
      }),
    );
  });

  test("twenty differences are still enumerated, the twenty-first makes it draw, the same way every time", () => {
    const twenty = Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
    expect(signFlipTest(twenty).exact).toBe(true);
    const drawn = signFlipTest([...twenty, 21]);
    expect(drawn).toEqual(signFlipTest([...twenty, 21]));
    expect(drawn.exact).toBe(false);
    expect(drawn.oneSided).toBeGreaterThan(0);
  });

  test("drawn signs come near the exact answer: equal differences are McNemar's coin", () => {
    const values = [...Array<number>(28).fill(1), ...Array<number>(12).fill(-1)];
    const exact = mcnemarExact({ gained: 28, lost: 12 });
    const drawn = signFlipTest(values);
    expect(Math.abs(drawn.oneSided - exact.oneSided)).toBeLessThan(0.005);
    expect(Math.abs(drawn.twoSided - exact.twoSided)).toBeLessThan(0.005);
  });

  test("a p that was drawn is never 0", () => {
    expect(signFlipTest(Array<number>(100).fill(1), { draws: 999 }).oneSided).toBe(0.001);
  });

  test("drawn bits are fair in every place", () => {
    const random = counterRandom(7);
    const ones = Array<number>(32).fill(0);
    for (let draw = 0; draw < 4000; draw++) {
      const word = random(draw, draw % 5);
      for (let bit = 0; bit < 32; bit++) ones[bit]! += (word >>> bit) & 1;
    }
    for (const count of ones) expect(Math.abs(count - 2000)).toBeLessThan(160);
  });
});

describe("sample sizes", () => {
  test("a smaller effect or more power needs more cases; none needs endlessly many", () => {
    const plan = { pGained: 0.1, pLost: 0.05, alpha: 0.05, power: 0.8, sides: 1 } as const;
    expect(mcnemarSampleSize({ ...plan, pGained: 0.08 })).toBeGreaterThan(mcnemarSampleSize(plan));
    expect(mcnemarSampleSize({ ...plan, power: 0.9 })).toBeGreaterThan(mcnemarSampleSize(plan));
    expect(mcnemarSampleSize({ ...plan, pGained: 0.05 })).toBe(Infinity);
    expect(meanSampleSize({ standardDeviation: 0.2, effect: 0, alpha: 0.05, power: 0.8 })).toBe(Infinity);
    expect(meanSampleSize({ standardDeviation: 0.2, effect: 0.05, alpha: 0.05, power: 0.8 })).toBeCloseTo(98.92, 1);
  });
});

test("nonsense is refused, never turned into NaN", () => {
  const nonsense: (() => unknown)[] = [
    () => wilsonInterval(5, 4, 0.95),
    () => wilsonInterval(NaN, 4, 0.95),
    () => wilsonInterval(1, 4, 95),
    () => mcnemarExact({ gained: -1, lost: 2 }),
    () => mcnemarExact({ gained: 1.5, lost: 2 }),
    () => mcnemarExact({ gained: Infinity, lost: 2 }),
    () => mcnemarSampleSize({ pGained: 0.9, pLost: 0.9, alpha: 0.05, power: 0.8, sides: 1 }),
    () => tangoInterval({ gained: 5, lost: 6, n: 10 }, 0.95),
    () => tangoLowerBound({ gained: 1, lost: 1, n: 10 }, 0.7),
    () => tangoInterval({ gained: NaN, lost: 6, n: 10 }, 0.95),
    () => clusteredMean([]),
    () => clusteredMean([[NaN]]),
    () => pairedT([1], 0.95),
    () => signFlipTest([1, NaN]),
    () => normalQuantile(1.2),
    () => normalCdf(NaN),
    () => tQuantile(0.5, 0),
    () => betaQuantile(-0.1, 1, 1),
    () => regularizedIncompleteBeta(0.5, 0, 1),
    () => logGamma(0),
  ];
  for (const call of nonsense) expect(call, String(call)).toThrow(RangeError);
});

test("a root is found to the last bit, rising or falling", () => {
  expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(findRoot((x) => 2 - x * x, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
});

describe("Holm's correction", () => {
  const ps = fc.array(probability, { maxLength: 8 });

  test("never makes a p smaller, and keeps their order", () => {
    fc.assert(
      fc.property(ps, (some) => {
        const adjusted = holm(some);
        for (const [at, p] of some.entries()) {
          expect(adjusted[at]).toBeGreaterThanOrEqual(p);
          expect(adjusted[at]).toBeLessThanOrEqual(1);
          for (const [other, q] of some.entries()) if (p < q) expect(adjusted[at]).toBeLessThanOrEqual(adjusted[other] ?? 0);
        }
      }),
    );
  });

  test("does not depend on the order they come in", () => {
    fc.assert(
      fc.property(ps, (some) => {
        expect(holm(some.toReversed())).toEqual(holm(some).toReversed());
      }),
    );
  });

  test("leaves one p alone, and of several multiplies the smallest by their number", () => {
    expect(holm([])).toEqual([]);
    fc.assert(
      fc.property(probability, (p) => {
        expect(holm([p])).toEqual([p]);
      }),
    );
    expect(holm([0.5, 0.01, 0.02])).toEqual([0.5, 0.03, 0.04]);
  });

  test("is at most as strict as multiplying each by their number", () => {
    fc.assert(
      fc.property(ps, (some) => holm(some).forEach((adjusted, at) => expect(adjusted).toBeLessThanOrEqual(Math.min(1, some.length * (some[at] ?? 0)) + 1e-12))),
    );
  });

  test("takes nothing for a p that is none", () => {
    for (const odd of [-0.1, 1.1, NaN]) expect(() => holm([0.5, odd])).toThrow(RangeError);
  });
});
