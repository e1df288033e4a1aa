import type { Clock } from "../../src/ports/clock.ts";

export interface FakeClock extends Clock {
  /** Moves time on and wakes who slept until then, in order. */
  advance(ms: number): Promise<void>;
  /** How many are asleep. */
  readonly sleeping: number;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved. @param start Milliseconds since the epoch. */
export function fakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let passed = 0;
  let sleepers: Sleeper[] = [];
  return {
    now: () => start + passed,
    elapsed: () => passed,
    get sleeping() {
      return sleepers.length;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const sleeper = { until: passed + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason as Error);
        });
      });
    },
    async advance(ms) {
      const until = passed + ms;
      for (;;) {
        const next = sleepers.filter((sleeper) => sleeper.until <= until).sort((a, b) => a.until - b.until)[0];
        if (next === undefined) break;
        passed = next.until;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        next.wake();
        // Whoever woke may go to sleep again before this time.
        await new Promise((resolve) => setImmediate(resolve));
      }
      passed = until;
    },
  };
}

/** A clock whose sleeps are over at once: time passes only by them. `slept` lists their lengths. */
export function impatientClock(start = Date.UTC(2026, 0, 1)): Clock & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  const passed = () => slept.reduce((sum, ms) => sum + ms, 0);
  return {
    slept,
    now: () => start + passed(),
    elapsed: passed,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      await Promise.resolve();
    },
  };
}
