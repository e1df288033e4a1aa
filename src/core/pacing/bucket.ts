/**
 * A number per minute, as a bucket that fills evenly and holds a second's worth, at least one: what is taken is spread over the minute,
 * because places enforce their limits by the second too. Times are milliseconds of one clock.
 */
export interface Bucket {
  readonly perMinute: number;
  /** Below zero after more was taken than it held. */
  readonly level: number;
  /** When it was at that level. */
  readonly at: number;
}

const minute = 60_000;
/** What binary fractions may lose. */
const nothing = 1e-9;

export function fullBucket(perMinute: number, now: number): Bucket {
  return { perMinute, level: holds(perMinute), at: now };
}

/** Milliseconds until `amount` may be taken. What is larger than the bucket needs a full one, and leaves a debt. */
export function waitFor(bucket: Bucket, amount: number, now: number): number {
  const missing = Math.min(amount, holds(bucket.perMinute)) - levelAt(bucket, now);
  return missing <= nothing * bucket.perMinute ? 0 : Math.ceil((missing * minute) / bucket.perMinute - 1e-6);
}

/** @param amount Negative to give back what was not used. */
export function taken(bucket: Bucket, amount: number, now: number): Bucket {
  return { ...bucket, level: Math.min(holds(bucket.perMinute), levelAt(bucket, now) - amount), at: now };
}

function levelAt({ perMinute, level, at }: Bucket, now: number): number {
  return Math.min(holds(perMinute), level + ((now - at) * perMinute) / minute);
}

function holds(perMinute: number): number {
  return Math.max(1, perMinute / 60);
}
