import { sum } from "./check.ts";
import { clusteredLowerBound, clusteredMean, clusteredUpperBound, meanSampleSize } from "./clustered.ts";
import { tCdf } from "./student-t.ts";

/** How many times as large something is, case by case. */
export interface PairedRatio {
  /** The geometric mean of the cases' own ratios; 1.2 = a fifth more. */
  readonly ratio: number;
  /** One-sided bounds, each with confidence 1 − alpha; 0 and Infinity where one cluster is all there is. */
  readonly lower: number;
  readonly upper: number;
  /** P of a ratio this high if the true one were the limit. */
  readonly pAbove: number;
  /** About how many pairs it takes to show that the true one is below the limit, at the rates seen; Infinity when no number would do. */
  readonly pairsToShowBelow: number;
}

export interface RatioPlan {
  readonly alpha: number;
  /** The ratio that is still allowed, above 0. */
  readonly limit: number;
}

/** From a limit, a single case counts with a change of so many times at most: a call that hung says little about the rest. */
const farthest = 10;

/**
 * The paired ratio by Student's t on logarithms, clustered: what each case was is what it is compared with, so that large cases do not speak for
 * small ones. A change of more than ten times the limit, either way, counts as one of ten times (winsorized), and so does
 * one from nothing to something.
 * @param clusters Before and after of each case, 0 or more, those of one cluster together. Not empty.
 */
export function pairedRatio(clusters: readonly (readonly (readonly [before: number, after: number])[])[], { alpha, limit }: RatioPlan): PairedRatio {
  const most = Math.log(farthest * Math.max(1, limit));
  const logs = clusters.map((cluster) => cluster.map(([before, after]) => logRatio(before, after, most)));
  const { mean, corrected, n, clusters: count } = clusteredMean(logs);
  const above = mean - Math.log(limit);
  const standardDeviation = corrected * Math.sqrt(n);
  return {
    ratio: Math.exp(mean),
    lower: Math.exp(clusteredLowerBound(logs, alpha)),
    upper: Math.exp(clusteredUpperBound(logs, alpha)),
    pAbove: count < 2 ? 1 : corrected > 0 ? tCdf(-above / corrected, count - 1) : above > 0 ? 0 : 1,
    pairsToShowBelow: above < 0 ? Math.max(n + 1, meanSampleSize({ standardDeviation, effect: -above, alpha, power: 0.5 })) : Infinity,
  };
}

function logRatio(before: number, after: number, most: number): number {
  if (before === after) return 0;
  return Math.max(-most, Math.min(most, Math.log(after / before)));
}

/** Means of both sides, as people read them. */
export function pairedMeans(pairs: readonly (readonly [before: number, after: number])[]): readonly [before: number, after: number] {
  return [sum(pairs.map(([before]) => before)) / pairs.length, sum(pairs.map(([, after]) => after)) / pairs.length];
}
