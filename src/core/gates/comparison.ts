/** How two sides of the same cases differ. All differences are candidate − baseline, in points of the metric (0.05 = 5 of 100). */
export interface Comparison {
  /** `mcnemar-tango` for independent pairs that pass or fail in all epochs alike, else `sign-flip-t`. */
  readonly method: "mcnemar-tango" | "sign-flip-t";
  readonly metric: "pass" | "score";
  /** Passes of cases that passed in some epochs only: rates, which no longer count cases. */
  readonly inParts: boolean;
  readonly pairs: number;
  /** Groups of cases that vary one another count once; equal to `pairs` when there are none. */
  readonly clusters: number;
  /** Means of the metric. */
  readonly baseline: number;
  readonly candidate: number;
  /** Pairs whose metric rose, and fell. */
  readonly gained: number;
  readonly lost: number;
  readonly gainedCases: readonly string[];
  readonly lostCases: readonly string[];
  readonly difference: number;
  /** One-sided bounds, each with confidence 1 − alpha. */
  readonly lower: number;
  readonly upper: number;
  /** One-sided p of a gain, and of a loss, this large by chance. */
  readonly pBetter: number;
  readonly pWorse: number;
  /** About how many pairs it takes at the rates seen; undefined when no number would do. */
  readonly pairsToExcludeLoss: number | undefined;
  readonly pairsToShowGain: number | undefined;
  readonly pairsToShowLoss: number | undefined;
  readonly pairsToExcludeGain: number | undefined;
}

/** What a comparison is judged by. */
export interface ComparisonPlan {
  readonly alpha: number;
  readonly margin: number;
}

/** What a report tells of every comparison. */
export function comparisonNumbers({ method, pairs, clusters, baseline, candidate, gained, lost, difference, lower, upper }: Comparison) {
  return { method, pairs, clusters, baseline, candidate, gained, lost, difference, lower, upper };
}

/** The power at which numbers of pairs for showing a difference are planned. */
export const plannedPower = 0.8;

/**
 * An exact test on signs cannot reach `alpha` with fewer changed pairs than this, however one-sided they are: 5 for 0.05.
 * Formulas that lean on the normal distribution do not know it.
 */
export function fewestChanges(alpha: number): number {
  return Math.ceil(-Math.log2(alpha));
}

/** A whole number of pairs above those there were; undefined for none. */
export function wholePairs(pairs: number, needed: number | undefined): number | undefined {
  return needed === undefined || needed === Infinity ? undefined : Math.max(pairs + 1, Math.ceil(needed));
}
