import { errorRate } from "./check.ts";

/**
 * What of alpha the `nth` look at the same sealed cases may spend: 6α/(π²n²). All looks together, however many, spend at most alpha.
 * @param nth Counts from 1.
 * @throws RangeError when alpha is not between 0 and 1, or `nth` no whole number of 1 or more.
 */
export function holdoutAlpha(alpha: number, nth: number): number {
  if (!Number.isInteger(nth) || nth < 1) throw new RangeError(`looks count from 1, not ${nth}`);
  return (6 * errorRate("alpha", alpha)) / (Math.PI ** 2 * nth ** 2);
}
