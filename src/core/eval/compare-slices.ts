import { comparePairs } from "../gates/compare-pairs.ts";
import type { Comparison } from "../gates/comparison.ts";
import type { CasePair } from "../gates/decisive-cases.ts";
import { benjaminiHochberg } from "../stats/benjamini-hochberg.ts";
import { holm } from "../stats/holm.ts";
import { agreeingBounds } from "./agreeing-bounds.ts";
import type { ComparePlan } from "./compare-splits.ts";

/** A part of the pairs, or another thing that was scored of them. */
export interface ComparedSlice {
  readonly by: "suite" | "tag" | "metric";
  readonly name: string;
  /** Its bounds hold together with those of all other slices. */
  readonly comparison: Comparison;
  /** One-sided, corrected for how many slices are looked at. */
  readonly pBetter: number;
  readonly pWorse: number;
  /** Of each bound by itself, 0 to 1. */
  readonly confidence: number;
  readonly shows: "better" | "worse" | "nothing";
  /** Two-sided, for exploring: of the slices up to this q, the share of q is expected to have changed by luck (Benjamini–Hochberg). */
  readonly q: number;
}

export interface ComparedSlices {
  readonly slices: readonly ComparedSlice[];
  /** So many tags were not looked at. */
  readonly tagsLeftOut: number;
}

/** So many tags are compared, those with the most cases; a tag per case would tell nothing and take long. */
const mostTags = 50;

/**
 * The pairs suite by suite, tag by tag, and metric by metric. Whoever looks at many parts finds one that changed by luck, so
 * what a slice shows is corrected for their number (Holm), and so are the bounds, each at alpha by the number of slices (Bonferroni; Dunn,
 * "Multiple Comparisons among Means", 1961): all of a direction hold together with 1 − alpha. Holm's steps have no bounds of their own that
 * would be nearer and say more than "above 0" of what they show (Strassburger & Bretz, "Compatible simultaneous lower confidence bounds for the
 * Holm procedure", 2008), so a slice may be shown to be better and have a bound that reaches 0. A slice that holds every pair would
 * repeat the whole and is left out.
 * @param metrics Pairs by the name of a metric, their scores those of the metric.
 */
export function compareSlices(pairs: readonly CasePair[], metrics: ReadonlyMap<string, () => readonly CasePair[]>, plan: ComparePlan): ComparedSlices {
  const suites = [...Map.groupBy(pairs, ({ candidate }) => candidate.suite)].filter(([, members]) => members.length < pairs.length);
  const tags = [...byTag(pairs)]
    .filter(([, members]) => members.length < pairs.length)
    .sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || (a < b ? -1 : 1));
  const asked = [
    ...suites.map(([name, members]) => ({ by: "suite" as const, name, metric: plan.metric, pairsOf: () => members })),
    ...tags.slice(0, mostTags).map(([name, members]) => ({ by: "tag" as const, name, metric: plan.metric, pairsOf: () => members })),
    // Looked at before they are compared: how many there are decides how wide all bounds are.
    ...[...metrics]
      .filter(([, pairsOf]) => pairsOf().length > 0)
      .map(([name, pairsOf]) => ({ by: "metric" as const, name, metric: "score" as const, pairsOf })),
  ];
  const alpha = plan.alpha / Math.max(1, asked.length);
  const parts = asked.map(({ by, name, metric, pairsOf }) => ({ by, name, comparison: comparePairs(pairsOf(), metric, { ...plan, alpha }) }));
  const better = holm(parts.map(({ comparison }) => comparison.pBetter));
  const worse = holm(parts.map(({ comparison }) => comparison.pWorse));
  const qs = benjaminiHochberg(parts.map(({ comparison }) => Math.min(1, 2 * Math.min(comparison.pBetter, comparison.pWorse))));
  const slices = parts.map((part, at): ComparedSlice => {
    const [pBetter, pWorse] = [better[at] ?? 1, worse[at] ?? 1];
    const { difference } = part.comparison;
    const bounds = agreeingBounds(part.comparison, { better: pBetter, worse: pWorse }, plan.alpha);
    const shows = difference > 0 && pBetter <= plan.alpha ? "better" : difference < 0 && pWorse <= plan.alpha ? "worse" : "nothing";
    return { ...part, comparison: { ...part.comparison, ...bounds }, pBetter, pWorse, confidence: 1 - alpha, shows, q: qs[at] ?? 1 };
  });
  return { slices, tagsLeftOut: Math.max(0, tags.length - mostTags) };
}

function byTag(pairs: readonly CasePair[]): ReadonlyMap<string, CasePair[]> {
  const found = new Map<string, CasePair[]>();
  for (const pair of pairs) {
    for (const tag of new Set(pair.candidate.tags)) {
      const members = found.get(tag);
      if (members === undefined) found.set(tag, [pair]);
      else members.push(pair);
    }
  }
  return found;
}
