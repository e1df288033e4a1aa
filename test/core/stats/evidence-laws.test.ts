import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agreement, type RatingTable } from "../../../src/core/stats/agreement.ts";
import { benjaminiHochberg } from "../../../src/core/stats/benjamini-hochberg.ts";
import { counterRandom } from "../../../src/core/stats/counter-random.ts";
import { evalSampleSize } from "../../../src/core/stats/eval-sample-size.ts";
import { holdoutAlpha } from "../../../src/core/stats/holdout-spending.ts";
import { holm } from "../../../src/core/stats/holm.ts";
import { upperIncompleteGamma } from "../../../src/core/stats/incomplete-gamma.ts";
import { MixtureEProcess, usualBets } from "../../../src/core/stats/mixture-e-process.ts";
import { proportionDifference, type Proportion } from "../../../src/core/stats/newcombe.ts";
import { normalCdf } from "../../../src/core/stats/normal.ts";
import { roganGladen } from "../../../src/core/stats/rogan-gladen.ts";
import { sampleRatio } from "../../../src/core/stats/sample-ratio.ts";
import { signEProcess } from "../../../src/core/stats/sign-e-process.ts";

const eighths = fc.integer({ min: -8, max: 8 }).map((part) => part / 8);
const proportion: fc.Arbitrary<Proportion> = fc.tuple(fc.nat(80), fc.nat(80)).map(([yes, no]) => [yes, yes + no + 1]);
const ratings: fc.Arbitrary<RatingTable> = fc
  .tuple(fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40))
  .filter(([a, b, c, d]) => a + b + c + d > 0)
  .map(([a, b, c, d]) => [
    [a, b],
    [c, d],
  ]);
const ps = fc.array(
  fc.integer({ min: 0, max: 1000 }).map((part) => part / 1000),
  { minLength: 1, maxLength: 12 },
);

describe("evidence that may be looked at at any time", () => {
  test("is a fair game: by luck alone the next pair leaves it where it is, on average", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (gained, lost) => {
        const [now, won, missed] = [
          { gained, lost },
          { gained: gained + 1, lost },
          { gained, lost: lost + 1 },
        ].map(signEProcess);
        expect((won!.twoSided + missed!.twoSided) / 2 / now!.twoSided).toBeCloseTo(1, 9);
        expect((won!.oneSided + missed!.oneSided) / 2 / now!.oneSided).toBeCloseTo(1, 9);
      }),
    );
    fc.assert(
      fc.property(fc.array(eighths, { maxLength: 40 }), eighths, (before, next) => {
        const after = (...differences: readonly number[]) => {
          const process = new MixtureEProcess();
          for (const difference of [...before, ...differences]) process.add(difference);
          return process.value;
        };
        expect((after(next) + after(-next)) / 2 / after()).toBeCloseTo(1, 9);
      }),
    );
  });

  test("reaches 1/alpha by luck in no more than alpha of all lives, however often one looks", () => {
    const lives = 2_000;
    const alpha = 0.05;
    let [signs, bets] = [0, 0];
    for (let life = 0; life < lives; life += 1) {
      const random = counterRandom(life);
      const process = new MixtureEProcess();
      let [gained, lost] = [0, 0];
      let [sign, bet] = [false, false];
      for (let pair = 0; pair < 200; pair += 1) {
        const win = (random(pair, 0) & 1) === 1;
        if (win) gained += 1;
        else lost += 1;
        process.add(win ? 0.5 : -0.5);
        sign ||= signEProcess({ gained, lost }).oneSided >= 1 / alpha;
        bet ||= process.value >= 1 / alpha;
      }
      if (sign) signs += 1;
      if (bet) bets += 1;
    }
    expect(signs / lives).toBeLessThanOrEqual(alpha);
    expect(bets / lives).toBeLessThanOrEqual(alpha);
  });

  test("grows when there is something to be found, and holds any number of pairs", () => {
    expect(signEProcess({ gained: 30, lost: 5 }).oneSided).toBeGreaterThan(20);
    expect(signEProcess({ gained: 5, lost: 30 }).oneSided).toBeLessThan(0.05);
    expect(signEProcess({ gained: 0, lost: 0 }).oneSided).toBeCloseTo(1, 12);
    const process = new MixtureEProcess();
    for (let pair = 0; pair < 10_000; pair += 1) process.add(1);
    expect(process.value).toBe(Infinity);
    for (const bets of [[], [0], [2]]) expect(() => new MixtureEProcess(bets)).toThrow(RangeError);
    expect(() => new MixtureEProcess(usualBets).add(1.5)).toThrow(RangeError);
  });
});

describe("several p-values", () => {
  test("the expected share of false finds forgives more than the chance of any", () => {
    fc.assert(
      fc.property(ps, (given) => {
        const adjusted = benjaminiHochberg(given);
        for (const [at, p] of given.entries()) {
          expect(adjusted[at]).toBeGreaterThanOrEqual(p);
          expect(adjusted[at]).toBeLessThanOrEqual(holm(given)[at]! + 1e-12);
        }
      }),
    );
    expect(() => benjaminiHochberg([1.1])).toThrow(RangeError);
  });
});

describe("two proportions", () => {
  test("their difference lies in its interval, and turned round it is turned round", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const [one, other] = [proportionDifference(a, b, 0.95), proportionDifference(b, a, 0.95)];
        const [low, high] = one.interval;
        expect(low).toBeLessThanOrEqual(one.difference + 1e-12);
        expect(high).toBeGreaterThanOrEqual(one.difference - 1e-12);
        expect(other.interval[0]).toBeCloseTo(-high, 12);
        expect(other.twoSided).toBeCloseTo(one.twoSided, 12);
      }),
    );
    expect(proportionDifference([0, 5], [0, 5], 0.95)).toMatchObject({ difference: 0, z: 0 });
    expect(() => proportionDifference([0, 0], [1, 2], 0.95)).toThrow(RangeError);
  });
});

describe("raters", () => {
  test("agree the same whoever is named first, and wholly when they say the same", () => {
    fc.assert(
      fc.property(ratings, ([[a, b], [c, d]]) => {
        const one = agreement(
          [
            [a, b],
            [c, d],
          ],
          0.95,
        );
        const other = agreement(
          [
            [a, c],
            [b, d],
          ],
          0.95,
        );
        expect(one.kappa.value).toBeCloseTo(other.kappa.value, 12);
        expect(one.ac1.value).toBeCloseTo(other.ac1.value, 12);
        for (const { value, interval } of [one.kappa, one.ac1]) {
          expect(interval[0]).toBeLessThanOrEqual(value + 1e-12);
          expect(interval[1]).toBeGreaterThanOrEqual(value - 1e-12);
        }
      }),
    );
    const same = agreement(
      [
        [7, 0],
        [0, 9],
      ],
      0.95,
    );
    expect([same.kappa.value, same.ac1.value, same.pabak, same.observed]).toEqual([1, 1, 1, 1]);
  });

  test("the jackknife's error of kappa is near the textbook's in a large table", () => {
    // Fleiss, Cohen & Everitt (1969), by hand for this table: κ = 0.4, standard error 0.0129 at n = 5000.
    const { kappa } = agreement(
      [
        [2000, 500],
        [1000, 1500],
      ],
      0.95,
    );
    expect((kappa.interval[1] - kappa.interval[0]) / 2 / 1.959964).toBeCloseTo(0.0129, 3);
  });

  test("one rating says nothing of the spread, and none says nothing at all", () => {
    expect(
      agreement(
        [
          [1, 0],
          [0, 0],
        ],
        0.95,
      ).ac1.interval,
    ).toEqual([-1, 1]);
    expect(() =>
      agreement(
        [
          [0, 0],
          [0, 0],
        ],
        0.95,
      ),
    ).toThrow(RangeError);
  });

  test("what a judge observed is undone by its errors: the true rate comes back", () => {
    const share = fc.integer({ min: 0, max: 100 }).map((part) => part / 100);
    fc.assert(
      fc.property(share, share, share, (truth, sensitivity, specificity) => {
        const observed = truth * sensitivity + (1 - truth) * (1 - specificity);
        const found = roganGladen(Math.min(1, Math.max(0, observed)), sensitivity, specificity);
        if (sensitivity + specificity <= 1) expect(found).toBeUndefined();
        else expect(found).toBeCloseTo(truth, 6);
      }),
    );
    expect(() => roganGladen(1.2, 1, 1)).toThrow(RangeError);
  });
});

describe("splits", () => {
  test("the incomplete gamma function knows the exponential and the normal distribution", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 40, noNaN: true }), (x) => {
        expect(upperIncompleteGamma(1, x)).toBeCloseTo(Math.exp(-x), 13);
        expect(upperIncompleteGamma(0.5, x)).toBeCloseTo(2 * normalCdf(-Math.sqrt(2 * x)), 12);
        expect(upperIncompleteGamma(3, x)).toBeCloseTo(Math.exp(-x) * (1 + x + (x * x) / 2), 12);
      }),
    );
    expect([upperIncompleteGamma(2, 0), upperIncompleteGamma(2, Infinity)]).toEqual([1, 0]);
    expect(() => upperIncompleteGamma(0, 1)).toThrow(RangeError);
  });

  test("as meant are never suspicious, whatever the unit of the shares", () => {
    expect(sampleRatio([900, 100], [90, 10])).toEqual({ chi2: 0, p: 1 });
    expect(sampleRatio([500, 300, 200], [1, 1, 1]).p).toBeLessThan(1e-9);
    for (const [observed, meant] of [
      [[1], [1]],
      [
        [1, 2],
        [1, 0],
      ],
      [
        [0, 0],
        [1, 1],
      ],
    ] as const)
      expect(() => sampleRatio(observed, meant)).toThrow(RangeError);
  });
});

describe("plans", () => {
  test("more epochs need fewer cases, until only the cases' own spread is left", () => {
    const plan = { delta: 0.03, omega2: 1 / 9, sigma2A: 1 / 6, sigma2B: 1 / 6, alpha: 0.05, power: 0.8 };
    const sizes = [1, 2, 5, 10, 1_000_000].map((epochs) => evalSampleSize({ ...plan, epochs }));
    expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
    expect(sizes.at(-1)).toBeCloseTo(evalSampleSize({ ...plan, sigma2A: 0, sigma2B: 0, epochs: 1 }), 1);
    expect(evalSampleSize({ ...plan, delta: 0, epochs: 1 })).toBe(Infinity);
    expect(() => evalSampleSize({ ...plan, epochs: 0 })).toThrow(RangeError);
  });

  test("all looks at sealed cases together spend no more than alpha", () => {
    let spent = 0;
    for (let nth = 1; nth <= 100_000; nth += 1) spent += holdoutAlpha(0.05, nth);
    expect(spent).toBeLessThanOrEqual(0.05);
    expect(spent).toBeCloseTo(0.05, 6);
    expect(() => holdoutAlpha(0.05, 0)).toThrow(RangeError);
  });
});
