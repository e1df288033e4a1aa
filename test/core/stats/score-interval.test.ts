import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clusteredInterval } from "../../../src/core/stats/clustered.ts";
import { scoreInterval } from "../../../src/core/stats/score-interval.ts";
import { wilsonInterval } from "../../../src/core/stats/wilson.ts";

describe("scoreInterval", () => {
  test("is the clustered t interval where there is spread to learn from", () => {
    const clusters = Array.from({ length: 40 }, (_, at) => [(at % 10) / 10, 0.5]);
    expect(scoreInterval(clusters, 0.95)).toEqual(clusteredInterval(clusters, 0.95));
  });

  test("values all alike have a width all the same: Wilson's", () => {
    expect(
      scoreInterval(
        Array.from({ length: 20 }, () => [1]),
        0.95,
      ),
    ).toEqual(wilsonInterval(20, 20, 0.95));
    expect(scoreInterval([[0.5, 0.7]], 0.95)).toEqual(wilsonInterval(0.6, 1, 0.95));
  });

  test("holds the mean, stays within 0 and 1, and does not narrow with more confidence", () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.array(score, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 30 }), (clusters) => {
        const values = clusters.flat();
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const [low, high] = scoreInterval(clusters, 0.9);
        const [lower, higher] = scoreInterval(clusters, 0.99);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(mean + 1e-12);
        expect(high).toBeGreaterThanOrEqual(mean - 1e-12);
        expect(lower).toBeLessThanOrEqual(low + 1e-12);
        expect(higher).toBeGreaterThanOrEqual(high - 1e-12);
      }),
    );
  });

  test("no value and a value that is no score are refused", () => {
    expect(() => scoreInterval([], 0.95)).toThrow(RangeError);
    expect(() => scoreInterval([[1.1]], 0.95)).toThrow(RangeError);
  });
});
