import { adaptiveLimit, afterAnswer, afterOverload, type AdaptiveLimit } from "./adaptive-limit.ts";
import { fullBucket, taken, waitFor, type Bucket } from "./bucket.ts";

/** What a provider may be asked, as its settings say. */
export interface PaceLimits {
  /** Attempts under way at once, at most. */
  readonly concurrency: number;
  /** Attempts a minute. */
  readonly rpm?: number | undefined;
  /** Tokens a minute, read and written ones together. */
  readonly tpm?: number | undefined;
}

/** How a provider is doing: whether the next attempt may begin follows from it. Times are milliseconds of one clock. */
export interface Pace {
  readonly limit: AdaptiveLimit;
  readonly underWay: number;
  /** Nobody asks before. */
  readonly pausedUntil: number;
  readonly requests: Bucket | undefined;
  readonly tokens: Bucket | undefined;
}

/** Why all wait: the provider asked for it, or its own limits say so. */
export type WaitReason = "retry-after" | "rpm" | "tpm";

/** `undefined` = until an attempt that is under way has ended. */
export type Wait = { readonly reason: WaitReason; readonly ms: number } | undefined;

/** How an attempt ended, for what comes after it. */
export interface AttemptEnd {
  /** Round of the limit when it began. */
  readonly round: number;
  readonly outcome: "answered" | "overloaded" | "failed";
  /** Milliseconds that the provider asked to wait. */
  readonly retryAfterMs?: number | undefined;
  /** Tokens it was reckoned to use, and those it did; undefined when it is not known. */
  readonly reckoned: number;
  readonly used?: number | undefined;
}

export function firstPace({ concurrency, rpm, tpm }: PaceLimits, now: number): Pace {
  return {
    limit: adaptiveLimit(concurrency),
    underWay: 0,
    pausedUntil: now,
    requests: rpm === undefined ? undefined : fullBucket(rpm, now),
    tokens: tpm === undefined ? undefined : fullBucket(tpm, now),
  };
}

/** The pace once an attempt has begun, or what it waits for. @param reckoned Tokens it may use. */
export function begin(pace: Pace, reckoned: number, now: number): { readonly pace: Pace } | { readonly wait: Wait } {
  if (pace.underWay >= pace.limit.places) return { wait: undefined };
  const waits: NonNullable<Wait>[] = [
    { reason: "retry-after", ms: Math.ceil(pace.pausedUntil - now) },
    { reason: "rpm", ms: pace.requests === undefined ? 0 : waitFor(pace.requests, 1, now) },
    { reason: "tpm", ms: pace.tokens === undefined ? 0 : waitFor(pace.tokens, reckoned, now) },
  ];
  const longest = waits.reduce((one, other) => (other.ms > one.ms ? other : one));
  if (longest.ms > 0) return { wait: longest };
  return {
    pace: {
      ...pace,
      underWay: pace.underWay + 1,
      requests: pace.requests && taken(pace.requests, 1, now),
      tokens: pace.tokens && taken(pace.tokens, reckoned, now),
    },
  };
}

/** The pace after an attempt. A wait that the provider asked for holds for everybody. */
export function end(pace: Pace, { round, outcome, retryAfterMs = 0, reckoned, used }: AttemptEnd, now: number): Pace {
  const limit = outcome === "answered" ? afterAnswer(pace.limit, round) : outcome === "overloaded" ? afterOverload(pace.limit, round) : pace.limit;
  return {
    ...pace,
    limit,
    underWay: pace.underWay - 1,
    pausedUntil: Math.max(pace.pausedUntil, now + retryAfterMs),
    tokens: used === undefined ? pace.tokens : pace.tokens && taken(pace.tokens, used - reckoned, now),
  };
}
