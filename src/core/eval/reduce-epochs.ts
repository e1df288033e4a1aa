import type { Reducer } from "../model/reducer.ts";
import { passAll, passAt } from "../stats/pass-at.ts";

/** An epoch as reducers see it. */
export interface ReducedEpoch {
  readonly score: number;
  readonly pass: boolean;
}

const ofScores: Readonly<Record<Extract<Reducer, string>, (sorted: readonly number[]) => number>> = {
  mean,
  median: (sorted) => mean(sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1)),
  min: (sorted) => sorted[0] ?? 0,
  max: (sorted) => sorted.at(-1) ?? 0,
};

/** A case's epochs as one score, the same in whatever order they came; 0 of none. */
export function reduceEpochs(epochs: readonly ReducedEpoch[], reducer: Reducer): number {
  if (epochs.length === 0) return 0;
  if (typeof reducer === "string") return ofScores[reducer](epochs.map(({ score }) => score).toSorted((a, b) => a - b));
  const [n, passed] = [epochs.length, epochs.filter(({ pass }) => pass).length];
  if ("at_least" in reducer) return passed >= reducer.at_least ? 1 : 0;
  return "pass_at" in reducer ? passAt(n, passed, reducer.pass_at) : passAll(n, passed, reducer.pass_all);
}

/** So many epochs a reducer needs to mean anything. */
export function epochsNeeded(reducer: Reducer): number {
  return typeof reducer === "string" ? 1 : (Object.values(reducer)[0] ?? 1);
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
