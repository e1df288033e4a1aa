import type { UseOutcome } from "../ledger/outcome-record.ts";
import { outcomeCells } from "./outcome-cells.ts";
import { unitDigest } from "./unit-digest.ts";

/** What outcomes outside of an experiment are about. */
export interface OutcomePlace {
  readonly prompt: string;
  readonly environment: string;
  /** Columns that hold a number from 0 to 1: `value`, and those that guards look at. */
  readonly metrics: readonly string[];
}

/** Names that columns may have. */
export function useOutcomeColumns({ metrics }: Pick<OutcomePlace, "metrics">): string[] {
  return ["unit", "at", ...metrics];
}

/** As `outcomeRow`, for units that had a version without an experiment: at least one metric is needed. */
export function useOutcomeRow(cells: Readonly<Record<string, unknown>>, place: OutcomePlace, now: string): UseOutcome | string {
  const { prompt, environment, metrics } = place;
  const read = outcomeCells(cells, { known: useOutcomeColumns(place), measures: metrics }, now);
  if (typeof read === "string") return read;
  if (Object.keys(read.values).length === 0)
    return `An outcome has a \`unit\` and ${metrics.length === 1 ? "a" : "at least one of"} \`${metrics.join("`, `")}\`.`;
  return { unit: unitDigest(`${prompt}@${environment}`, read.unit), values: read.values, at: read.at };
}
