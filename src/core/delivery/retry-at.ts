/** Milliseconds: the first wait is about two seconds, each one after it about twice as long, none longer than an hour. */
const firstMs = 2_000;
const longestMs = 3_600_000;

export interface RetryWhen {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How many attempts there were at this part, the last one included. */
  readonly attempts: number;
  /** Milliseconds the receiver asked to wait. */
  readonly retryAfterMs?: number | undefined;
  /** Uniform in [0, 1). */
  readonly jitter: number;
}

/**
 * When the next attempt is due, milliseconds since the epoch: exponential backoff with equal jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and never before the receiver asked for it. What several
 * deliveries were asked alike, they do not all obey in the same moment.
 */
export function retryAt({ now, attempts, retryAfterMs = 0, jitter }: RetryWhen): number {
  const backoff = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 20));
  const own = backoff / 2 + (backoff / 2) * jitter;
  const asked = retryAfterMs === 0 ? 0 : retryAfterMs + Math.min(1_000, retryAfterMs / 10) * jitter;
  return Math.ceil(now + Math.max(own, asked));
}
