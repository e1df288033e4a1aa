import type { EvidenceCase } from "../eval/evidence.ts";
import { sum } from "../stats/check.ts";
import type { Comparison } from "./comparison.ts";
import { caseKey } from "./case-key.ts";
import type { CasePair } from "./decisive-cases.ts";

/** What happened between the two sides of the same cases, without a judgement of it. */
export type PairChanges = Pick<
  Comparison,
  "metric" | "inParts" | "pairs" | "clusters" | "baseline" | "candidate" | "gained" | "lost" | "gainedCases" | "lostCases" | "difference"
>;

/** @param pairs Not empty. */
export function pairChanges(pairs: readonly CasePair[], metric: Comparison["metric"]): PairChanges {
  const value = metricValue(metric);
  const change = changeOf(metric);
  const n = pairs.length;
  const gainedCases = pairs.filter((pair) => change(pair) > 0).map(({ candidate }) => caseKey(candidate));
  const lostCases = pairs.filter((pair) => change(pair) < 0).map(({ candidate }) => caseKey(candidate));
  return {
    metric,
    inParts: metric === "pass" && pairs.some((pair) => passedInPart(pair.baseline) || passedInPart(pair.candidate)),
    pairs: n,
    clusters: new Set(pairs.map(({ cluster }) => cluster)).size,
    baseline: sum(pairs.map((pair) => value(pair.baseline))) / n,
    candidate: sum(pairs.map((pair) => value(pair.candidate))) / n,
    gained: gainedCases.length,
    lost: lostCases.length,
    gainedCases,
    lostCases,
    difference: sum(pairs.map(change)) / n,
  };
}

/** Candidate − baseline, in points of the metric. */
export function changeOf(metric: Comparison["metric"]): (pair: CasePair) => number {
  const value = metricValue(metric);
  return ({ candidate, baseline }) => value(candidate) - value(baseline);
}

/** Of passes the mean over the case's epochs, so that one that passes four of five times is not one that never does. */
export function metricValue(metric: Comparison["metric"]): (each: Pick<EvidenceCase, "score" | "pass_rate">) => number {
  return (each) => (metric === "score" ? each.score : each.pass_rate);
}

/** In some of its epochs, and not in others. */
function passedInPart({ pass_rate: rate }: EvidenceCase): boolean {
  return rate > 0 && rate < 1;
}
