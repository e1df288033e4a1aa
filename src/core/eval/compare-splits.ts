import { comparePairs } from "../gates/compare-pairs.ts";
import type { Comparison, ComparisonPlan } from "../gates/comparison.ts";
import { holm } from "../stats/holm.ts";
import { agreeingBounds } from "./agreeing-bounds.ts";
import type { ComparedSplit } from "./compare-split.ts";

/** What is compared, and how strictly. */
export interface ComparePlan extends ComparisonPlan {
  readonly metric: Comparison["metric"];
}

/** What the pairs of two sides show. */
export interface SplitFinding {
  readonly comparison: Comparison;
  /** One-sided, corrected for how many comparisons are made at once. */
  readonly pBetter: number;
  readonly pWorse: number;
  /** Of each bound by itself, 0 to 1: of several comparisons more than 1 − alpha, so that they hold together. */
  readonly confidence: number;
  readonly shows: "better" | "worse" | "no-difference" | "inconclusive";
  /** About how many pairs would tell, when these do not; undefined when no number would, or none is needed. */
  readonly pairsNeeded: number | undefined;
}

/**
 * Several sides against one baseline. Each direction is asked at alpha, as a gate asks; of several comparisons the p-values are
 * corrected (Holm) and the bounds hold together (Bonferroni), so that the more is tried, the more it takes.
 * @returns One per split, in order; undefined where there is no pair.
 */
export function compareSplits(splits: readonly ComparedSplit[], plan: ComparePlan): (SplitFinding | undefined)[] {
  const asked = splits.filter(({ pairs }) => pairs.length > 0);
  const alpha = plan.alpha / Math.max(1, asked.length);
  const comparisons = asked.map(({ pairs }) => comparePairs(pairs, plan.metric, { alpha, margin: plan.margin }));
  const better = holm(comparisons.map(({ pBetter }) => pBetter));
  const worse = holm(comparisons.map(({ pWorse }) => pWorse));
  const findings = new Map(
    asked.flatMap((split, at) => {
      const comparison = comparisons[at];
      return comparison === undefined
        ? []
        : [[split, finding({ comparison, pBetter: better[at] ?? 1, pWorse: worse[at] ?? 1, confidence: 1 - alpha }, plan)] as const];
    }),
  );
  return splits.map((split) => findings.get(split));
}

function finding(found: Omit<SplitFinding, "shows" | "pairsNeeded">, { alpha, margin }: ComparePlan): SplitFinding {
  const { comparison, pBetter, pWorse } = found;
  const { difference } = comparison;
  const { lower, upper } = agreeingBounds(comparison, { better: pBetter, worse: pWorse }, alpha);
  // A p that was drawn may stray across a large alpha; the sign of the difference does not.
  const shows =
    difference > 0 && pBetter <= alpha
      ? "better"
      : difference < 0 && pWorse <= alpha
        ? "worse"
        : lower > -margin && upper < margin
          ? "no-difference"
          : "inconclusive";
  return { ...found, comparison: { ...comparison, lower, upper }, shows, pairsNeeded: shows === "inconclusive" ? pairsNeeded(comparison) : undefined };
}

/** Whichever comes first at these rates: showing the difference there is, or excluding one as large as the margin. */
function pairsNeeded({ difference, pairsToShowGain, pairsToShowLoss, pairsToExcludeGain, pairsToExcludeLoss }: Comparison): number | undefined {
  const toShow = difference > 0 ? pairsToShowGain : pairsToShowLoss;
  const toExclude = pairsToExcludeGain === undefined || pairsToExcludeLoss === undefined ? undefined : Math.max(pairsToExcludeGain, pairsToExcludeLoss);
  const fewest = Math.min(toShow ?? Infinity, toExclude ?? Infinity);
  return fewest === Infinity ? undefined : fewest;
}
