import { comparePairs } from "./compare-pairs.ts";
import { notEnough, shortP, whatHappened } from "./comparison-words.ts";
import { comparisonNumbers, type Comparison } from "./comparison.ts";
import type { CasePair } from "./decisive-cases.ts";
import type { EffectivePolicy } from "./effective-policy.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import type { GateReason } from "./reason-codes.ts";
import { counted, listedCases, signed } from "./words.ts";

/**
 * The candidate against what is live, and whether the pairs sufficed to tell.
 *
 * `no-regress` passes when the one-sided lower bound of the difference lies above −margin (non-inferiority), fails when a loss is
 * significant, and is inconclusive between the two. A significant loss that stays within the margin passes: the margin says so.
 * `improve` passes when a gain is significant, fails when a loss is, or when the upper bound lies below the margin (any gain is too
 * small to matter), and is inconclusive between.
 */
export function comparisonSteps(prompt: string, pairs: readonly CasePair[], policy: EffectivePolicy): GateStep[] {
  const comparison = comparePairs(pairs, policy.metric, policy);
  const code = judge(comparison, policy);
  const needed =
    code === "maybe-worse"
      ? (comparison.pairsToExcludeLoss ?? comparison.pairsToShowLoss)
      : code === "maybe-better"
        ? (comparison.pairsToShowGain ?? comparison.pairsToExcludeGain ?? comparison.pairsToShowLoss)
        : undefined;
  const inconclusive = code === "maybe-worse" || code === "maybe-better";
  const { metric, pBetter: p_better, pWorse: p_worse } = comparison;
  const numbers = { metric, ...comparisonNumbers(comparison), p_better, p_worse, alpha: policy.alpha, margin: policy.margin };
  return [
    { ...gateStep(prompt, code, `${whatHappened(comparison)}; ${whatItMeans(code, comparison, policy, needed)}`, numbers), ...listedCases(comparison) },
    inconclusive
      ? gateStep(
          prompt,
          "needs-more-cases",
          `${counted(comparison.pairs, "pair")} compared; ${needed === undefined ? "no number of cases would tell at these rates" : `about ${needed} would tell`}.`,
          { pairs: comparison.pairs, ...(needed === undefined ? {} : { pairs_needed: needed }) },
        )
      : gateStep(prompt, "enough-cases", `${counted(comparison.pairs, "pair")} compared: enough to decide.`, { pairs: comparison.pairs }),
  ];
}

function judge({ difference, lower, upper, pBetter, pWorse }: Comparison, { mode, alpha, margin }: EffectivePolicy): GateReason {
  // A p that was drawn may stray across a large alpha; the sign of the difference does not.
  const better = difference > 0 && pBetter <= alpha;
  const worse = difference < 0 && pWorse <= alpha;
  if (mode === "improve") return better ? "better" : worse ? "worse" : upper < margin ? "no-better" : "maybe-better";
  return lower > -margin ? "not-worse" : worse ? "worse" : "maybe-worse";
}

function whatItMeans(code: GateReason, comparison: Comparison, { margin }: EffectivePolicy, needed: number | undefined): string {
  const { lower, upper, pBetter, pWorse } = comparison;
  switch (code) {
    case "not-worse":
      return `not worse by more than ${margin} (at least ${signed(lower)})`;
    case "worse":
      return `worse than what is live (${shortP(pWorse)})`;
    case "better":
      return `better than what is live (${shortP(pBetter)})`;
    case "no-better":
      return `no improvement worth ${margin} (at most ${signed(upper)})`;
    default:
      return notEnough(comparison, needed);
  }
}
