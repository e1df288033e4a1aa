import type { Clock } from "../../ports/clock.ts";

/** How long calls under way may go on after an interruption. */
export const graceMs = 5_000;

export interface CallGrace {
  /** Ends the calls: a while after the interruption. */
  readonly signal: AbortSignal;
  /** Nothing is under way any more. */
  over(): void;
}

/** The signal for calls: it follows the user's with a delay, so that what is nearly answered is not thrown away. */
export function callGrace(clock: Clock, interruption: AbortSignal | undefined): CallGrace {
  const calls = new AbortController();
  const over = new AbortController();
  const endLater = () => {
    clock.sleep(graceMs, over.signal).then(
      () => calls.abort(interruption?.reason),
      // It was over before.
      () => undefined,
    );
  };
  interruption?.addEventListener("abort", endLater, { once: true, signal: over.signal });
  return { signal: calls.signal, over: () => over.abort() };
}
