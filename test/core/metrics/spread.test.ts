import fc from "fast-check";
import { expect, test } from "vitest";
import { rateOf, spread } from "../../../src/core/metrics/spread.ts";

test("percentiles are the nearest rank, and of nothing there are none", () => {
  expect(spread([])).toBeUndefined();
  expect(spread([7])).toEqual({ p50: 7, p95: 7, max: 7 });
  expect(spread([15, 20, 35, 40, 50])).toEqual({ p50: 35, p95: 50, max: 50 });
  expect(spread(Array.from({ length: 100 }, (_, at) => 100 - at))).toEqual({ p50: 50, p95: 95, max: 100 });
  expect([rateOf(1, 4), rateOf(0, 0)]).toEqual([0.25, undefined]);
});

test("so many values are not above them", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 200 }), (values) => {
      const { p50 = 0, p95 = 0, max = 0 } = spread(values) ?? {};
      for (const [bound, share] of [
        [p50, 0.5],
        [p95, 0.95],
        [max, 1],
      ] as const) {
        expect(values).toContain(bound);
        expect(values.filter((value) => value <= bound).length).toBeGreaterThanOrEqual(share * values.length);
        expect(values.filter((value) => value < bound).length).toBeLessThan(share * values.length);
      }
    }),
  );
});
