import type { Attempt } from "./response.ts";

/** Milliseconds: backoff begins with up to one second, doubles, and stays below a minute. */
const firstWait = 1_000;
const longestBackoff = 60_000;
/** Milliseconds that all waits of one call may take together. */
const longestWait = 3_600_000;

export interface RetryState {
  /** How every attempt so far ended, the last one included. */
  readonly outcomes: readonly Attempt["outcome"][];
  /** Milliseconds the provider asked to wait. */
  readonly retryAfterMs: number | undefined;
  /** Milliseconds this call has waited between attempts so far. */
  readonly waitedMs: number;
  /** Uniform in [0, 1). */
  readonly jitter: number;
}

/**
 * Milliseconds to wait before the next attempt; undefined when another one would not help, or would have to wait too long.
 * Exponential backoff with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and never less
 * than what the provider asked for.
 */
export function retryWait({ outcomes, retryAfterMs = 0, waitedMs, jitter }: RetryState): number | undefined {
  if (!mayHelp(outcomes)) return undefined;
  const backoff = jitter * Math.min(firstWait * 2 ** (outcomes.length - 1), longestBackoff);
  const wait = Math.round(Math.max(retryAfterMs, backoff));
  return waitedMs + wait > longestWait ? undefined : wait;
}

/** A whole answer that cannot be read was already paid for: it is asked for again once. */
function mayHelp(outcomes: readonly Attempt["outcome"][]): boolean {
  const last = outcomes.at(-1);
  if (last === "malformed") return outcomes.filter((outcome) => outcome === "malformed").length === 1;
  return last === "rate-limit" || last === "timeout" || last === "network" || last === "server";
}
