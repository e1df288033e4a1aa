import type { ExperimentStart, Outcome } from "../ledger/experiment-records.ts";
import { arms, assignArm, type Arm } from "./assign-arm.ts";
import { isGiven, outcomeCells } from "./outcome-cells.ts";
import { unitDigest } from "./unit-digest.ts";

/** Names that columns may have: every one that means nothing by itself is a guard. */
export function outcomeColumns({ guards }: Pick<ExperimentStart, "guards">): string[] {
  return ["unit", "value", "arm", "at", ...guards.map(({ name }) => name)];
}

/**
 * What a line of outcomes says, or what is wrong with it in one sentence. Cells of a CSV file are texts.
 * @param now ISO 8601, for a line without a time.
 */
export function outcomeRow(cells: Readonly<Record<string, unknown>>, start: ExperimentStart, now: string): Outcome | string {
  const read = outcomeCells(cells, { known: outcomeColumns(start), measures: ["value", ...start.guards.map(({ name }) => name)] }, now);
  if (typeof read === "string") return read;
  const { arm } = cells;
  const { value, ...guards } = read.values;
  if (value === undefined) return "An outcome has a `unit` and a `value`.";
  if (isGiven(arm) && !arms.some((each) => each === arm)) return `\`arm\` cannot be ${JSON.stringify(arm)}.`;
  if (read.at < start.at) return `\`at\` is before the experiment began (${start.at}).`;
  const assigned: Arm = assignArm(start, read.unit);
  if (isGiven(arm) && arm !== assigned) return `${JSON.stringify(read.unit)} was assigned ${assigned}, and the line says ${String(arm)}.`;
  const unit = unitDigest(start.experiment.replace(/~\d+$/, ""), read.unit);
  return { unit, arm: assigned, value, ...(Object.keys(guards).length > 0 && { guards }), at: read.at };
}
