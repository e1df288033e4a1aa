import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "../../../src/core/model-call/response.ts";
import { retryWait } from "../../../src/core/model-call/retry-wait.ts";

const hour = 3_600_000;
const passing: readonly Attempt["outcome"][] = ["rate-limit", "timeout", "network", "server"];
const fresh = { retryAfterMs: undefined, waitedMs: 0, jitter: 0.999_999 };

describe("the wait before another attempt", () => {
  test("doubles from up to a second to up to a minute", () => {
    const longest = Array.from({ length: 9 }, (_, at) => retryWait({ ...fresh, outcomes: Array<Attempt["outcome"]>(at + 1).fill("server") }));
    expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  test.each<Attempt["outcome"]>(["auth", "bad-request", "aborted"])("is not worth it after %s", (outcome) => {
    expect(retryWait({ ...fresh, outcomes: [outcome] })).toBeUndefined();
  });

  test("is worth it once for an answer that cannot be read, whatever else failed before", () => {
    expect(retryWait({ ...fresh, outcomes: ["malformed"] })).toBe(1000);
    expect(retryWait({ ...fresh, outcomes: ["server", "malformed"] })).toBe(2000);
    expect(retryWait({ ...fresh, outcomes: ["malformed", "server", "malformed"] })).toBeUndefined();
  });

  test("is never shorter than asked, nor longer than an hour with the waits before it", () => {
    const state = fc.record({
      outcomes: fc.array(fc.constantFrom(...passing), { minLength: 1, maxLength: 20 }),
      retryAfterMs: fc.option(fc.integer({ min: 0, max: hour }), { nil: undefined }),
      waitedMs: fc.integer({ min: 0, max: hour }),
      jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(state, (given) => {
        const wait = retryWait(given);
        if (wait === undefined) expect(given.waitedMs + Math.max(given.retryAfterMs ?? 0, 60_000)).toBeGreaterThan(hour);
        else {
          expect(wait).toBeGreaterThanOrEqual(given.retryAfterMs ?? 0);
          expect(given.waitedMs + wait).toBeLessThanOrEqual(hour);
        }
      }),
    );
  });
});
