import type { Spread } from "../results/metrics.ts";

/** Median, 95th percentile (nearest rank: the smallest value that so many are not above) and maximum; undefined of nothing. */
export function spread(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: rank(0.5), p95: rank(0.95), max: rank(1) };
}

/** A share of a whole; undefined of nothing. */
export function rateOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
