import { confidenceLevel, count, type Interval } from "./check.ts";
import { normalQuantile } from "./normal.ts";

/**
 * Wilson's score interval for one proportion (JASA 22, 1927), without continuity correction. No trial says nothing: [0, 1].
 * @throws RangeError when successes > n, a count is negative, or the confidence is not between 0 and 1.
 */
export function wilsonInterval(successes: number, n: number, confidence: number): Interval {
  count("successes", successes);
  count("n", n);
  if (successes > n) throw new RangeError(`${successes} successes of ${n} trials`);
  const z = normalQuantile(0.5 + confidenceLevel(confidence) / 2);
  if (n === 0) return [0, 1];
  const rate = successes / n;
  const scale = 1 + (z * z) / n;
  const centre = (rate + (z * z) / (2 * n)) / scale;
  const half = (z * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n))) / scale;
  return [successes === 0 ? 0 : Math.max(0, centre - half), successes === n ? 1 : Math.min(1, centre + half)];
}
