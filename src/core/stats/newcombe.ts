import { confidenceLevel, count, type Interval } from "./check.ts";
import { normalCdf } from "./normal.ts";
import { wilsonInterval } from "./wilson.ts";

/** [successes, trials] */
export type Proportion = readonly [successes: number, n: number];

export interface ProportionDifference {
  /** Of the first's rate minus the second's. */
  readonly difference: number;
  /** Of the pooled test; 0 when neither varies. */
  readonly z: number;
  readonly twoSided: number;
  readonly interval: Interval;
}

/**
 * The difference of two independent proportions: Newcombe's hybrid score interval (Stat. Med. 17, 1998, method 10), and the pooled z-test.
 * @throws RangeError when successes > n, n is 0, or the confidence is not between 0 and 1.
 */
export function proportionDifference(a: Proportion, b: Proportion, confidence: number): ProportionDifference {
  confidenceLevel(confidence);
  const [rateA, rateB] = [rate(a), rate(b)];
  const difference = rateA - rateB;
  const [lowA, highA] = wilsonInterval(...a, confidence);
  const [lowB, highB] = wilsonInterval(...b, confidence);
  const interval: Interval = [difference - Math.hypot(rateA - lowA, highB - rateB), difference + Math.hypot(highA - rateA, rateB - lowB)];
  const pooled = (a[0] + b[0]) / (a[1] + b[1]);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / a[1] + 1 / b[1]));
  const z = spread === 0 ? 0 : difference / spread;
  return { difference, z, twoSided: 2 * normalCdf(-Math.abs(z)), interval };
}

function rate([successes, n]: Proportion): number {
  if (count("n", n) === 0) throw new RangeError("a proportion needs at least one trial");
  return count("successes", successes) / n;
}
