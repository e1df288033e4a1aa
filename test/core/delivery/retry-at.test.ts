import fc from "fast-check";
import { expect, it } from "vitest";
import { retryAt } from "../../../src/core/delivery/retry-at.ts";

const jitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const attempts = fc.integer({ min: 1, max: 1000 });
const asked = fc.option(fc.integer({ min: 0, max: 100_000_000 }), { nil: undefined });

it("waits never less than was asked, never without end, and longer with every attempt", () => {
  fc.assert(
    fc.property(attempts, asked, jitter, (count, retryAfterMs, random) => {
      const wait = retryAt({ now: 0, attempts: count, retryAfterMs, jitter: random });
      expect(wait).toBeGreaterThanOrEqual(retryAfterMs ?? 0);
      expect(wait).toBeGreaterThanOrEqual(1_000);
      expect(wait).toBeLessThanOrEqual(Math.max(3_600_000, (retryAfterMs ?? 0) + 1_001));
      expect(retryAt({ now: 0, attempts: count + 1, retryAfterMs, jitter: random })).toBeGreaterThanOrEqual(wait);
    }),
  );
});

it("spreads what several were asked alike", () => {
  const waits = [0, 0.25, 0.5, 0.75].map((random) => retryAt({ now: 0, attempts: 1, retryAfterMs: 60_000, jitter: random }));
  expect(new Set(waits).size).toBe(4);
  expect(Math.max(...waits) - 60_000).toBeLessThanOrEqual(1_000);
});

it.each([
  [1, 1_000, 2_000],
  [2, 2_000, 4_000],
  [5, 16_000, 32_000],
  [30, 1_800_000, 3_600_000],
])("after attempt %i waits between %i and %i ms", (count, least, most) => {
  expect(retryAt({ now: 0, attempts: count, jitter: 0 })).toBe(least);
  expect(retryAt({ now: 0, attempts: count, jitter: 0.999_999_999 })).toBe(most);
});
