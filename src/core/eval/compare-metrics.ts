import { caseKey } from "../gates/case-key.ts";
import type { CasePair } from "../gates/decisive-cases.ts";
import type { DetailsFold } from "./compare-details.ts";

/** The pairs once more for every metric that both sides were scored by, with its scores in place of theirs; made when asked for, since there may be many. */
export function metricPairs(pairs: readonly CasePair[], before: DetailsFold, after: DetailsFold): Map<string, () => CasePair[]> {
  const common = after.metricNames.filter((name) => before.metricNames.includes(name));
  return new Map(
    common.map((name) => [
      name,
      () =>
        pairs.flatMap(({ cluster, baseline, candidate }) => {
          const [was, is] = [before.metric(name, caseKey(baseline)), after.metric(name, caseKey(candidate))];
          return was === undefined || is === undefined ? [] : [{ cluster, baseline: { ...baseline, score: was }, candidate: { ...candidate, score: is } }];
        }),
    ]),
  );
}
