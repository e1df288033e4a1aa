import type { Comparison } from "../gates/comparison.ts";
import type { CasePair } from "../gates/decisive-cases.ts";
import { metricValue } from "../gates/pair-changes.ts";

/** What became of a case from one side to the other, in the metric that is compared. */
export function changeOf({ baseline, candidate }: CasePair, metric: Comparison["metric"]): "gained" | "lost" | "same" {
  const value = metricValue(metric);
  const difference = value(candidate) - value(baseline);
  return difference > 0 ? "gained" : difference < 0 ? "lost" : "same";
}

/** Those that changed this way, what matters most first: what must pass, then by how far the score moved; else in test order. */
export function changedPairs(pairs: readonly CasePair[], metric: Comparison["metric"], change: "gained" | "lost"): CasePair[] {
  const binding = ({ candidate }: CasePair) => (candidate.must_pass === true ? 1 : 0);
  const moved = ({ baseline, candidate }: CasePair) => Math.abs(candidate.score - baseline.score);
  return pairs.filter((pair) => changeOf(pair, metric) === change).sort((a, b) => binding(b) - binding(a) || moved(b) - moved(a));
}
