import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairedT } from "../../../src/core/stats/clustered.ts";
import { counterRandom } from "../../../src/core/stats/counter-random.ts";
import { normalQuantile } from "../../../src/core/stats/normal.ts";
import { pairedRatio } from "../../../src/core/stats/paired-ratio.ts";

type Pair = readonly [before: number, after: number];
const singles = (pairs: readonly Pair[]) => pairs.map((pair) => [pair]);
const amounts = fc.array(fc.tuple(fc.double({ min: 50, max: 200, noNaN: true }), fc.double({ min: 50, max: 200, noNaN: true })), {
  minLength: 3,
  maxLength: 30,
});

test("is Student's paired t on logarithms", () => {
  const pairs: Pair[] = [
    [100, 110],
    [200, 190],
    [150, 200],
    [80, 100],
    [120, 121],
  ];
  const found = pairedRatio(singles(pairs), { alpha: 0.05, limit: 1 });
  const t = pairedT(
    pairs.map(([before, after]) => Math.log(after / before)),
    0.9,
  );
  expect(found.lower).toBeCloseTo(Math.exp(t.interval[0]), 12);
  expect(found.upper).toBeCloseTo(Math.exp(t.interval[1]), 12);
  expect(found.pAbove).toBeCloseTo(t.oneSided, 12);
});

test("does not depend on the unit, and turned round it is the inverse", () => {
  fc.assert(
    fc.property(amounts, fc.constantFrom(0.001, 7, 1e6), (pairs, unit) => {
      const [plan, found] = [{ alpha: 0.05, limit: 1.2 }, pairedRatio(singles(pairs), { alpha: 0.05, limit: 1.2 })];
      expect(pairedRatio(singles(pairs.map(([a, b]) => [a * unit, b * unit] as const)), plan).upper / found.upper).toBeCloseTo(1, 9);
      expect(pairedRatio(singles(pairs.map(([a, b]) => [b, a] as const)), plan).lower * found.upper).toBeCloseTo(1, 9);
      expect(found.lower).toBeLessThanOrEqual(found.ratio);
      expect(found.upper).toBeGreaterThanOrEqual(found.ratio);
    }),
  );
});

test("a case counts as ten times the limit at most, and nothing to nothing is no change", () => {
  const quiet = Array.from({ length: 99 }, (): Pair => [1, 1]);
  const plan = { alpha: 0.05, limit: 1.2 };
  const hung = pairedRatio(singles([...quiet, [1, 1e12]]), plan);
  expect(hung.ratio).toBeCloseTo(12 ** 0.01, 12);
  expect(pairedRatio(singles([...quiet, [0, 5]]), plan)).toEqual(hung);
  expect(pairedRatio(singles([...quiet, [0, 0]]), plan)).toMatchObject({ ratio: 1, lower: 1, upper: 1, pAbove: 1 });
  expect(pairedRatio(singles([[0, 5]]), plan)).toMatchObject({ lower: 0, upper: Infinity, pAbove: 1 });
});

describe("errs as seldom as alpha says, where what is true is just the limit", () => {
  const lives = 600;
  const slack = 3 * Math.sqrt((0.05 * 0.95) / lives);
  const share = (spread: number, cases: number, errs: (found: ReturnType<typeof pairedRatio>) => boolean) => {
    const random = counterRandom(5);
    let wrong = 0;
    for (let life = 0; life < lives; life += 1) {
      const pairs = Array.from({ length: cases }, (_, at): Pair => {
        const noise = normalQuantile((random(life, at) + 0.5) / 2 ** 32);
        return [100, 100 * 1.2 * Math.exp(spread * noise)];
      });
      if (errs(pairedRatio(singles(pairs), { alpha: 0.05, limit: 1.2 }))) wrong += 1;
    }
    return wrong / lives;
  };

  test.each([
    [0.1, 5],
    [0.3, 20],
    [1, 60],
  ])("spread %d, %d cases", (spread, cases) => {
    expect(share(spread, cases, ({ upper }) => upper <= 1.2)).toBeLessThan(0.05 + slack);
    expect(share(spread, cases, ({ pAbove }) => pAbove <= 0.05)).toBeLessThan(0.05 + slack);
  });
});
