import type { Clock } from "../../src/ports/clock.ts";

export interface CallClock extends Clock {
  /** Lengths of the waits between attempts so far. */
  readonly waits: readonly number[];
  /** Lets the time limit of the attempts under way run out. */
  expire(): void;
}

/** Time for calls of providers: waits are over at once, time limits (sleeps of `limitMs`) only run out when told to. */
export function callClock(limitMs = 60_000, start = Date.UTC(2026, 0, 1)): CallClock {
  const waits: number[] = [];
  let passed = 0;
  let limits: (() => void)[] = [];
  return {
    waits,
    now: () => start + passed,
    elapsed: () => passed,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      if (ms === limitMs) {
        await new Promise<void>((resolve, reject) => {
          limits.push(resolve);
          signal?.addEventListener("abort", () => reject(signal.reason as Error));
        });
        return;
      }
      waits.push(ms);
      passed += ms;
    },
    expire() {
      passed += limitMs;
      for (const run of limits) run();
      limits = [];
    },
  };
}
