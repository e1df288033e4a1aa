import type { PlannedSuite } from "./evaluation-plan.ts";

const reducers: Readonly<Record<PlannedSuite["reducer"], (sorted: readonly number[]) => number>> = {
  mean,
  median: (sorted) => mean(sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1)),
  min: (sorted) => sorted[0] ?? 0,
  max: (sorted) => sorted.at(-1) ?? 0,
};

/** The scores of a case's epochs as one score, the same in whatever order they came; 0 of none. */
export function reduceEpochs(scores: readonly number[], reducer: PlannedSuite["reducer"]): number {
  return reducers[reducer](scores.toSorted((a, b) => a - b));
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
