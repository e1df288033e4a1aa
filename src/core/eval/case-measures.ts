import { clusteredMean } from "../stats/clustered.ts";
import type { Interval } from "../stats/check.ts";
import { scoreInterval } from "../stats/score-interval.ts";
import { wilsonInterval } from "../stats/wilson.ts";
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
export function caseMeasures(cases: readonly EvidenceCase[]): { readonly pass_rate?: CaseMeasure; readonly score?: CaseMeasure } {
  const scored = cases.filter(({ status }) => status === "pass" || status === "fail");
  if (scored.length === 0) return {};
  const passes = caseClusters(scored, ({ pass_rate }) => pass_rate);
  const passed = scored.filter(({ pass_rate }) => pass_rate === 1).length;
  const independent = passes.length === scored.length && scored.every(({ pass_rate }) => pass_rate === 0 || pass_rate === 1);
  return {
    pass_rate: independent ? { value: passed / scored.length, interval: wilsonInterval(passed, scored.length, shownConfidence) } : share(passes),
    score: share(caseClusters(scored, ({ score }) => score)),
  };
}

/** Values of cases, a list per group: cases of one suite that name the same group vary one another. */
export function caseClusters(cases: readonly EvidenceCase[], value: (each: EvidenceCase) => number): number[][] {
  const groups = Map.groupBy(cases, ({ suite, case: id, group }) => JSON.stringify(group === undefined ? [suite, "case", id] : [suite, "group", group]));
  return [...groups.values()].map((members) => members.map(value));
}

function share(clusters: readonly (readonly number[])[]): CaseMeasure {
  return { value: clusteredMean(clusters).mean, interval: scoreInterval(clusters, shownConfidence) };
}
