import { comparePasses } from "./compare-passes.ts";
import { compareScores } from "./compare-scores.ts";
import type { Comparison, ComparisonPlan } from "./comparison.ts";
import type { CasePair } from "./decisive-cases.ts";
import { clusterKey, pairChanges } from "./pair-changes.ts";

/** Both sides of the same cases by the method that fits: exact on independent passes, by permutation on scores, groups, and shares of epochs. @param pairs Not empty. */
export function comparePairs(pairs: readonly CasePair[], metric: Comparison["metric"], plan: ComparisonPlan): Comparison {
  const grouped = new Set(pairs.map(clusterKey)).size < pairs.length;
  return metric === "pass" && !grouped && !pairChanges(pairs, metric).inParts ? comparePasses(pairs, plan) : compareScores(pairs, metric, plan);
}
