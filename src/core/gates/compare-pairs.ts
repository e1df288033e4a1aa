import { comparePasses } from "./compare-passes.ts";
import { compareScores } from "./compare-scores.ts";
import type { Comparison, ComparisonPlan } from "./comparison.ts";
import type { CasePair } from "./decisive-cases.ts";
import { pairChanges } from "./pair-changes.ts";

/** Both sides of the same cases by the method that fits: exact on independent passes, by permutation on scores, groups, and shares of epochs. @param pairs Not empty. */
export function comparePairs(pairs: readonly CasePair[], metric: Comparison["metric"], plan: ComparisonPlan): Comparison {
  const { clusters, inParts } = pairChanges(pairs, metric);
  return metric === "pass" && clusters === pairs.length && !inParts ? comparePasses(pairs, plan) : compareScores(pairs, metric, plan);
}
