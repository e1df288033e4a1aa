import { clusteredMean } from "../stats/clustered.ts";
import type { Interval } from "../stats/check.ts";
import { scoreInterval } from "../stats/score-interval.ts";
import { wilsonInterval } from "../stats/wilson.ts";
import { caseClusters, type CaseContents } from "../gates/case-clusters.ts";
import type { EvidenceCase } from "./evidence.ts";

/** Of every interval that is shown beside a value by itself. */
export const shownConfidence = 0.95;

export interface CaseMeasure {
  readonly value: number;
  readonly interval: Interval;
}

/**
 * Pass rate and mean score of cases, with 95 % intervals: Wilson's for independent passes, Student's t with clustered standard errors
 * for scores, and for passes of cases that come in groups or passed in some of their epochs only. Cases without a score count for neither; both are absent where there is no other.
 */
export function caseMeasures(cases: readonly EvidenceCase[], contents?: CaseContents): { readonly pass_rate?: CaseMeasure; readonly score?: CaseMeasure } {
  const scored = cases.filter(({ status }) => status === "pass" || status === "fail");
  if (scored.length === 0) return {};
  const passes = clusteredValues(scored, ({ pass_rate }) => pass_rate, contents);
  const passed = scored.filter(({ pass_rate }) => pass_rate === 1).length;
  const independent = passes.length === scored.length && scored.every(({ pass_rate }) => pass_rate === 0 || pass_rate === 1);
  return {
    pass_rate: independent ? { value: passed / scored.length, interval: wilsonInterval(passed, scored.length, shownConfidence) } : share(passes),
    score: share(clusteredValues(scored, ({ score }) => score, contents)),
  };
}

/** Values of cases, a list per cluster. */
export function clusteredValues(cases: readonly EvidenceCase[], value: (each: EvidenceCase) => number, contents?: CaseContents): number[][] {
  return [...Map.groupBy(cases, caseClusters(cases, contents)).values()].map((members) => members.map(value));
}

function share(clusters: readonly (readonly number[])[]): CaseMeasure {
  return { value: clusteredMean(clusters).mean, interval: scoreInterval(clusters, shownConfidence) };
}
