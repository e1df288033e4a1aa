import type { Clock } from "../../ports/clock.ts";

/** Time as if it were `at` now. @param at Milliseconds since the epoch. */
export function shiftedClock(clock: Clock, at: number): Clock {
  const by = at - clock.now();
  return { now: () => clock.now() + by, elapsed: () => clock.elapsed(), sleep: (ms, signal) => clock.sleep(ms, signal) };
}
