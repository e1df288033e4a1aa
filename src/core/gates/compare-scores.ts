import { sum } from "../stats/check.ts";
import { clusteredLowerBound, clusteredMean, clusteredUpperBound, meanSampleSize } from "../stats/clustered.ts";
import { signFlipTest } from "../stats/sign-flip.ts";
import { tangoLowerBound, tangoSampleSize } from "../stats/tango.ts";
import { fewestChanges, plannedPower, wholePairs, type Comparison, type ComparisonPlan } from "./comparison.ts";
import type { CasePair } from "./decisive-cases.ts";
import { changeOf, pairChanges } from "./pair-changes.ts";

/** Differences, one list per group of cases. */
type Clusters = readonly (readonly number[])[];

/**
 * Scores, or passes of cases that come in groups or passed in some of their epochs only: a sign-flip permutation test on the sums of the groups (Fisher 1935) and
 * t bounds with clustered standard errors (Liang & Zeger 1986; Miller, "Adding Error Bars to Evals", 2024).
 */
export function compareScores(pairs: readonly CasePair[], metric: "pass" | "score", plan: ComparisonPlan): Comparison {
  const clusters = [...Map.groupBy(pairs, ({ cluster }) => cluster).values()].map((members) => members.map(changeOf(metric)));
  const signFlip = signFlipTest(clusters.map(sum));
  return {
    method: "sign-flip-t",
    ...pairChanges(pairs, metric),
    ...shareBounds(clusters, plan),
    pBetter: signFlip.oneSided,
    pWorse: signFlip.oneSidedLoss,
    ...pairsNeeded(clusters, plan),
  };
}

/**
 * Below ten groups that changed, their spread says little about the next case, and a t bound can be absurdly near (two cases,
 * both unchanged: no width at all). Then the bound that Tango gives when nothing changed holds as well.
 */
function varied(clusters: Clusters): boolean {
  return clusters.filter((cluster) => cluster.some((difference) => difference !== 0)).length >= 10;
}

/** One-sided bounds, each with confidence 1 − alpha, for the mean of differences between shares: never beyond −1 and 1. @param clusters Not empty. */
export function shareBounds(clusters: Clusters, { alpha }: Pick<ComparisonPlan, "alpha">): { readonly lower: number; readonly upper: number } {
  const unchanged = tangoLowerBound({ gained: 0, lost: 0, n: clusters.length }, alpha);
  const least = varied(clusters) ? -Infinity : -unchanged;
  return {
    lower: Math.max(-1, Math.min(-least, clusteredLowerBound(clusters, alpha))),
    upper: Math.min(1, Math.max(least, clusteredUpperBound(clusters, alpha))),
  };
}

function pairsNeeded(clusters: Clusters, { alpha, margin }: ComparisonPlan) {
  const { mean, corrected, n } = clusteredMean(clusters);
  const standardDeviation = corrected * Math.sqrt(n);
  const pairsPerCluster = n / clusters.length;
  const needed = (effect: number, power: number, fewestClusters: number) =>
    effect > 0 ? wholePairs(n, Math.max(meanSampleSize({ standardDeviation, effect, alpha, power }), fewestClusters * pairsPerCluster)) : undefined;
  const unchanged = varied(clusters) ? 0 : (tangoSampleSize({ gained: 0, lost: 0 }, margin, alpha) ?? Infinity);
  return {
    // Half the power: the bound just clears the margin if the differences repeat themselves, as with Tango's.
    pairsToExcludeLoss: needed(margin + mean, 0.5, unchanged),
    pairsToExcludeGain: needed(margin - mean, 0.5, unchanged),
    pairsToShowGain: needed(mean, plannedPower, fewestChanges(alpha)),
    pairsToShowLoss: needed(-mean, plannedPower, fewestChanges(alpha)),
  };
}
