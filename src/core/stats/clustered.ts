import { confidenceLevel, errorRate, finite, sum, type Interval } from "./check.ts";
import { normalQuantile } from "./normal.ts";
import { tCdf, tQuantile } from "./student-t.ts";

export interface ClusteredMean {
  readonly mean: number;
  readonly n: number;
  readonly clusters: number;
  /** Standard error of the mean as if all values were independent; 0 with fewer than two values. */
  readonly unclustered: number;
  /** Values of one cluster may move together (Liang & Zeger, Biometrika 73, 1986). */
  readonly uncorrected: number;
  /** The same, times √(C/(C−1)) for C clusters; the one to use. */
  readonly corrected: number;
}

/**
 * Mean and standard errors of values that come in clusters.
 * @throws RangeError when there is no value, or one is not finite.
 */
export function clusteredMean(clusters: readonly (readonly number[])[]): ClusteredMean {
  const filled = clusters.filter((cluster) => cluster.length > 0);
  const values = finite(filled.flat());
  if (values.length === 0) throw new RangeError("a mean needs at least one value");
  const n = values.length;
  const mean = sum(values) / n;
  const squares = sum(values.map((value) => (value - mean) ** 2));
  const betweenClusters = sum(filled.map((cluster) => sum(cluster.map((value) => value - mean)) ** 2));
  const uncorrected = Math.sqrt(betweenClusters) / n;
  const correction = filled.length > 1 ? Math.sqrt(filled.length / (filled.length - 1)) : 1;
  return { mean, n, clusters: filled.length, unclustered: n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0, uncorrected, corrected: uncorrected * correction };
}

/**
 * The value that the mean of clustered values exceeds with confidence 1 − alpha (one-sided): Student's t with clusters − 1
 * degrees of freedom (Miller, "Adding Error Bars to Evals", 2024). One cluster says nothing about the spread: −∞.
 * @throws RangeError as `clusteredMean`, and when alpha is not between 0 and 0.5.
 */
export function clusteredLowerBound(clusters: readonly (readonly number[])[], alpha: number): number {
  const summary = clusteredMean(clusters);
  return summary.mean - reach(summary, alpha);
}

/** The value below which the mean lies with confidence 1 − alpha (one-sided). */
export function clusteredUpperBound(clusters: readonly (readonly number[])[], alpha: number): number {
  const summary = clusteredMean(clusters);
  return summary.mean + reach(summary, alpha);
}

function reach({ clusters, corrected }: ClusteredMean, alpha: number): number {
  if (errorRate("alpha", alpha) > 0.5) throw new RangeError(`a bound needs an alpha of at most 0.5, not ${alpha}`);
  return clusters < 2 ? Infinity : tQuantile(1 - alpha, clusters - 1) * corrected;
}

/** Both bounds at once. @throws RangeError as above, and when the confidence is not between 0 and 1. */
export function clusteredInterval(clusters: readonly (readonly number[])[], confidence: number): Interval {
  const tail = (1 - confidenceLevel(confidence)) / 2;
  return [clusteredLowerBound(clusters, tail), clusteredUpperBound(clusters, tail)];
}

export interface PairedT {
  readonly t: number;
  /** P of a mean this high or higher if the true one were 0. */
  readonly oneSided: number;
  readonly twoSided: number;
  readonly interval: Interval;
}

/**
 * Student's paired t-test of H0: mean difference = 0. Differences without spread: t is 0 or ±∞.
 * @throws RangeError with fewer than two differences.
 */
export function pairedT(differences: readonly number[], confidence: number): PairedT {
  if (differences.length < 2) throw new RangeError("a paired t-test needs two differences or more");
  const singles = differences.map((difference) => [difference]);
  const { mean, corrected } = clusteredMean(singles);
  const t = corrected > 0 ? mean / corrected : mean === 0 ? 0 : Math.sign(mean) * Infinity;
  const df = differences.length - 1;
  return { t, oneSided: tCdf(-t, df), twoSided: 2 * tCdf(-Math.abs(t), df), interval: clusteredInterval(singles, confidence) };
}

/**
 * How many values a one-sided test on a mean needs, not rounded (normal approximation). Infinity when the effect is 0.
 * @param power 0.5 = the bound just reaches the limit when the data repeat themselves.
 */
export function meanSampleSize(plan: { readonly standardDeviation: number; readonly effect: number; readonly alpha: number; readonly power: number }): number {
  if (plan.effect === 0) return Infinity;
  const z = normalQuantile(1 - errorRate("alpha", plan.alpha)) + normalQuantile(errorRate("power", plan.power));
  return ((z * plan.standardDeviation) / plan.effect) ** 2;
}
