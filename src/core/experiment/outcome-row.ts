import { Check } from "typebox/value";
import { digestOf } from "../identity/digest.ts";
import type { ExperimentStart, Outcome } from "../ledger/experiment-records.ts";
import { strict, Type } from "../model/shape.ts";
import { unknownColumn } from "./unknown-column.ts";
import { arms, assignArm, type Arm } from "./assign-arm.ts";

/** Columns that mean something by themselves; every other one is a guard. */
const known = {
  unit: Type.String({ minLength: 1, maxLength: 500 }),
  value: Type.Number({ minimum: 0, maximum: 1 }),
  arm: Type.Optional(Type.Enum([...arms])),
  at: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{3})?)?Z$" })),
};
const Row = strict(known);

/** Names that columns may have. */
export function outcomeColumns({ guards }: Pick<ExperimentStart, "guards">): string[] {
  return [...Object.keys(known), ...guards.map(({ name }) => name)];
}

/** A unit as records name it: nobody learns from it who it was. */
export function unitDigest(experiment: string, unit: string): string {
  return digestOf({ of: "unit/1", experiment, unit }).slice(0, 24);
}

/**
 * What a line of outcomes says, or what is wrong with it in one sentence. Cells of a CSV file are texts.
 * @param now ISO 8601, for a line without a time.
 */
export function outcomeRow(cells: Readonly<Record<string, unknown>>, start: ExperimentStart, now: string): Outcome | string {
  const guardNames = start.guards.map(({ name }) => name);
  const unknown = unknownColumn(Object.keys(cells), outcomeColumns(start));
  if (unknown !== undefined) return `${unknown.message}${unknown.hint === undefined ? "" : ` ${unknown.hint}`}`;
  const given = Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined && value !== ""));
  const { unit, arm, at, value } = given;
  const row = {
    ...(unit !== undefined && { unit: String(unit) }),
    ...(value !== undefined && { value: numberOf(value) }),
    ...(arm !== undefined && { arm }),
    ...(at !== undefined && { at }),
  };
  if (!Check(Row, row)) {
    const wrong = Object.keys(known).find((name) => given[name] !== undefined && !Check(Row, { unit: "u", value: 0, [name]: row[name as keyof typeof row] }));
    return wrong === undefined
      ? "An outcome has a `unit` and a `value`."
      : `\`${wrong}\` cannot be ${JSON.stringify(given[wrong])}${wrong === "value" ? ": it is a number from 0 to 1" : ""}.`;
  }
  const guards: Record<string, number> = {};
  for (const name of guardNames) {
    if (given[name] === undefined) continue;
    const number = numberOf(given[name]);
    if (typeof number !== "number" || !(number >= 0 && number <= 1)) return `\`${name}\` cannot be ${JSON.stringify(given[name])}: it is a number from 0 to 1.`;
    guards[name] = number;
  }
  if (row.at !== undefined && Number.isNaN(Date.parse(row.at))) return `\`at\` is no time: ${JSON.stringify(row.at)}.`;
  const when = row.at === undefined ? now : new Date(row.at).toISOString();
  if (when < start.at) return `\`at\` is before the experiment began (${start.at}).`;
  const assigned: Arm = assignArm(start, row.unit);
  if (row.arm !== undefined && row.arm !== assigned) return `${JSON.stringify(row.unit)} was assigned ${assigned}, and the line says ${row.arm}.`;
  return { unit: unitDigest(start.experiment, row.unit), arm: assigned, value: row.value, ...(Object.keys(guards).length > 0 && { guards }), at: when };
}

/** A cell's number; whatever it is when it is none. */
function numberOf(value: unknown): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "string" && /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(value) ? Number(value) : value;
}
