import { shareBounds } from "../gates/compare-scores.ts";
import type { CasePair } from "../gates/decisive-cases.ts";
import { sum } from "../stats/check.ts";
import { clusteredLowerBound, clusteredUpperBound } from "../stats/clustered.ts";
import type { EvidenceCase } from "./evidence.ts";

/** The mean of one quantity over the pairs that have it on both sides, and how it differs from side to side. */
export interface PairedMeasure {
  readonly pairs: number;
  readonly before: number;
  readonly after: number;
  /** after − before */
  readonly difference: number;
  /** One-sided bounds, each with confidence 1 − alpha; absent when one group of cases is all there is. */
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * Student's t on the differences, clustered by the groups that cases come in (Miller, "Adding Error Bars to Evals", 2024); of a
 * share of 1 the bounds that a gate has for scores.
 * @returns Undefined when no pair has the quantity on both sides.
 */
export function pairedMeasure(
  pairs: readonly CasePair[],
  read: (side: EvidenceCase) => number | undefined,
  { alpha, share }: { readonly alpha: number; readonly share: boolean },
): PairedMeasure | undefined {
  const known = pairs.flatMap((pair) => {
    const [before, after] = [read(pair.baseline), read(pair.candidate)];
    return before === undefined || after === undefined ? [] : [{ group: pair.cluster, before, after }];
  });
  if (known.length === 0) return undefined;
  const clusters = [...Map.groupBy(known, ({ group }) => group).values()].map((members) => members.map(({ before, after }) => after - before));
  const mean = (values: readonly number[]) => sum(values) / known.length;
  return {
    pairs: known.length,
    before: mean(known.map(({ before }) => before)),
    after: mean(known.map(({ after }) => after)),
    difference: mean(clusters.flat()),
    ...(share ? shareBounds(clusters, { alpha }) : tBounds(clusters, alpha)),
  };
}

function tBounds(clusters: readonly (readonly number[])[], alpha: number): Pick<PairedMeasure, "lower" | "upper"> {
  return clusters.length < 2 ? {} : { lower: clusteredLowerBound(clusters, alpha), upper: clusteredUpperBound(clusters, alpha) };
}
