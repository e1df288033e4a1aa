import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adaptiveLimit, afterAnswer, afterOverload, type AdaptiveLimit } from "../../../src/core/pacing/adaptive-limit.ts";
import { fullBucket, taken, waitFor } from "../../../src/core/pacing/bucket.ts";
import { isOverload } from "../../../src/core/pacing/is-overload.ts";
import { begin, end, firstPace, type Pace } from "../../../src/core/pacing/pace.ts";

describe("how many may ask at once", () => {
  const ends = fc.array(fc.record({ overloaded: fc.boolean(), late: fc.nat(3) }), { maxLength: 200 });

  test("is never fewer than one and never more than the ceiling, whatever happens", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), ends, (most, happened) => {
        let limit = adaptiveLimit(most);
        for (const { overloaded, late } of happened) {
          limit = (overloaded ? afterOverload : afterAnswer)(limit, Math.max(0, limit.round - late));
          expect(limit.places).toBeGreaterThanOrEqual(1);
          expect(limit.places).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  test("is halved once by all that were under way together", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 }), (most, failures) => {
        let limit = adaptiveLimit(most);
        const { round } = limit;
        for (let n = 0; n < failures; n += 1) limit = afterOverload(limit, round);
        expect(limit.places).toBe(Math.max(1, Math.floor(most / 2)));
        expect(afterAnswer(limit, round)).toBe(limit);
      }),
    );
  });

  test("grows by one after as many answers as there are places, and comes back to the ceiling", () => {
    let limit: AdaptiveLimit = afterOverload(adaptiveLimit(8), 0);
    const places = Array.from({ length: 4 + 5 + 6 + 7 + 10 }, () => (limit = afterAnswer(limit, limit.round)).places);
    expect([places[2], places[3], places[7], places[8], places[14], places[21], places.at(-1)]).toEqual([4, 5, 5, 6, 7, 8, 8]);
  });
});

describe("so many a minute", () => {
  const steps = fc.array(fc.record({ after: fc.nat(5_000), amount: fc.integer({ min: 1, max: 400 }) }), { minLength: 1, maxLength: 60 });

  test("no stretch of time holds more than the rate, a second's worth and one take", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), steps, (perMinute, asked) => {
        let bucket = fullBucket(perMinute, 0);
        let now = 0;
        const takes: { readonly at: number; readonly amount: number }[] = [];
        for (const { after, amount } of asked) {
          now += after;
          now += waitFor(bucket, amount, now);
          expect(waitFor(bucket, amount, now)).toBe(0);
          bucket = taken(bucket, amount, now);
          takes.push({ at: now, amount });
        }
        const burst = Math.max(1, perMinute / 60);
        for (const [from, first] of takes.entries()) {
          let sum = 0;
          for (const { at, amount } of takes.slice(from)) {
            sum += amount;
            expect(sum).toBeLessThanOrEqual(((at - first.at) * perMinute) / 60_000 + burst + amount + 1e-6);
          }
        }
      }),
    );
  });

  test("nobody waits longer than the rate makes it necessary", () => {
    const bucket = taken(fullBucket(60, 0), 1, 0);
    expect(waitFor(bucket, 1, 0)).toBe(1_000);
    expect(waitFor(bucket, 1, 999)).toBe(1);
    expect(waitFor(bucket, 1, 1_000)).toBe(0);
    // Larger than it ever holds: a full one will do, and the debt is waited for.
    const spent = taken(fullBucket(600, 0), 100, 0);
    expect(waitFor(fullBucket(600, 0), 100, 0)).toBe(0);
    expect(waitFor(spent, 1, 0)).toBe((91 * 60_000) / 600);
  });

  test("what is given back can be taken again, and no more than it holds", () => {
    const back = taken(taken(fullBucket(600, 0), 10, 0), -1_000, 0);
    expect(waitFor(back, 10, 0)).toBe(0);
    expect(waitFor(taken(back, 10, 0), 10, 0)).toBe(1_000);
  });
});

describe("whether the next attempt may begin", () => {
  const limits = { concurrency: 2, rpm: 60, tpm: 6_000 };
  const begun = (pace: Pace, tokens: number, now: number): Pace => {
    const next = begin(pace, tokens, now);
    if ("wait" in next) throw new Error(`it waits: ${JSON.stringify(next.wait)}`);
    return next.pace;
  };

  test("a wait that the provider asks for holds for everybody, and the longest reason is told", () => {
    const one = begun(firstPace(limits, 0), 10, 0);
    const asked = end(one, { round: 0, outcome: "overloaded", retryAfterMs: 20_000, reckoned: 10 }, 0);
    expect(begin(asked, 10, 0)).toEqual({ wait: { reason: "retry-after", ms: 20_000 } });
    expect(begin(asked, 10, 19_999)).toEqual({ wait: { reason: "retry-after", ms: 1 } });
    expect(begin(asked, 10, 20_000)).toHaveProperty("pace");
    expect(begin(begun(firstPace(limits, 0), 10, 0), 10, 400)).toEqual({ wait: { reason: "rpm", ms: 600 } });
    expect(begin(begun(firstPace(limits, 0), 1_000, 0), 10, 1_000)).toEqual({ wait: { reason: "tpm", ms: 8_100 } });
  });

  test("a shorter wait that is asked for later does not end a longer one", () => {
    const two = begun(begun(firstPace({ concurrency: 2 }, 0), 0, 0), 0, 0);
    const long = end(two, { round: 0, outcome: "overloaded", retryAfterMs: 60_000, reckoned: 0 }, 0);
    const both = end(long, { round: 0, outcome: "overloaded", retryAfterMs: 1_000, reckoned: 0 }, 10);
    expect(begin(both, 0, 2_000)).toEqual({ wait: { reason: "retry-after", ms: 58_000 } });
    expect(both.limit.places).toBe(1);
  });

  test("tokens that were reckoned with and not used are given back", () => {
    const one = begun(firstPace(limits, 0), 1_000, 0);
    const known = end(one, { round: 0, outcome: "answered", reckoned: 1_000, used: 50 }, 1_000);
    expect(begin(known, 10, 1_000)).toHaveProperty("pace");
    const unknown = end(one, { round: 0, outcome: "answered", reckoned: 1_000 }, 1_000);
    expect(begin(unknown, 10, 1_000)).toEqual({ wait: { reason: "tpm", ms: 8_100 } });
  });

  test("places hold under any order of beginnings and ends", () => {
    const acts = fc.array(fc.record({ begins: fc.boolean(), outcome: fc.constantFrom("answered", "overloaded", "failed") }), { maxLength: 100 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), acts, (concurrency, happened) => {
        let pace = firstPace({ concurrency }, 0);
        const rounds: number[] = [];
        for (const { begins, outcome } of happened) {
          if (begins) {
            const next = begin(pace, 0, 0);
            if ("pace" in next) {
              rounds.push(pace.limit.round);
              pace = next.pace;
              expect(pace.underWay).toBeLessThanOrEqual(pace.limit.places);
            }
          } else {
            const round = rounds.shift();
            if (round !== undefined) pace = end(pace, { round, outcome, reckoned: 0 }, 0);
          }
          expect(pace.underWay).toBe(rounds.length);
        }
      }),
    );
  });
});

test.each([
  [{ kind: "rate-limit" }, true],
  [{ kind: "server", status: 503 }, true],
  [{ kind: "server", status: 529 }, true],
  [{ kind: "server", status: 500, retryAfterMs: 10 }, true],
  [{ kind: "server", status: 500 }, false],
  [{ kind: "timeout", status: 408 }, false],
  [{ kind: "network" }, false],
  [{ kind: "bad-request", status: 400 }, false],
] as const)("%j says that fewer should ask: %s", (failure, says) => {
  expect(isOverload({ status: undefined, retryAfterMs: undefined, ...failure })).toBe(says);
});
