import { count, errorRate } from "./check.ts";
import { normalQuantile } from "./normal.ts";

export interface EvalPlan {
  /** The difference of mean scores that shall be found. */
  readonly delta: number;
  /** Variance, over cases, of the difference of their true scores. */
  readonly omega2: number;
  /** Variance of one case's score from epoch to epoch, of either side. */
  readonly sigma2A: number;
  readonly sigma2B: number;
  readonly epochs: number;
  readonly alpha: number;
  readonly power: number;
}

/**
 * How many cases a paired, two-sided comparison needs, not rounded: Miller, "Adding Error Bars to Evals" (2024), equation 9. Infinity for no
 * difference. More epochs only take away the spread within a case.
 * @throws RangeError when a variance is negative, epochs are fewer than 1, or alpha or power are not between 0 and 1.
 */
export function evalSampleSize({ delta, omega2, sigma2A, sigma2B, epochs, alpha, power }: EvalPlan): number {
  if (!(epochs >= 1)) throw new RangeError(`epochs are 1 or more, not ${epochs}`);
  const z = normalQuantile(1 - errorRate("alpha", alpha) / 2) + normalQuantile(errorRate("power", power));
  const spread = count("omega2", omega2) + (count("sigma2A", sigma2A) + count("sigma2B", sigma2B)) / epochs;
  return delta === 0 ? Infinity : (z ** 2 * spread) / delta ** 2;
}
