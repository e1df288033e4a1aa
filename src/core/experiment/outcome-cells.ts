import { Check } from "typebox/value";
import { Type } from "../model/shape.ts";
import { unknownColumn } from "./unknown-column.ts";

const Unit = Type.String({ minLength: 1, maxLength: 500 });
const Time = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{3})?)?Z$" });

/** What a line of outcomes says of one unit. */
export interface OutcomeCells {
  readonly unit: string;
  /** UTC, ISO 8601, milliseconds. */
  readonly at: string;
  /** By column, 0 to 1; of those that are not empty. */
  readonly values: Readonly<Record<string, number>>;
}

/**
 * A line of outcomes, or what is wrong with it in one sentence. Cells of a CSV file are texts, and an empty one is none.
 * @param known All names that columns may have. @param measures Those that hold a number from 0 to 1. @param now ISO 8601, for a line without a time.
 */
export function outcomeCells(
  cells: Readonly<Record<string, unknown>>,
  { known, measures }: { readonly known: readonly string[]; readonly measures: readonly string[] },
  now: string,
): OutcomeCells | string {
  const unknown = unknownColumn(Object.keys(cells), known);
  if (unknown !== undefined) return `${unknown.message}${unknown.hint === undefined ? "" : ` ${unknown.hint}`}`;
  const { unit, at } = cells;
  if (!isGiven(unit)) return "An outcome has a `unit` and a `value`.";
  if (!Check(Unit, String(unit))) return `\`unit\` cannot be ${JSON.stringify(unit)}.`;
  if (isGiven(at) && !Check(Time, at)) return `\`at\` cannot be ${JSON.stringify(at)}: it is a time in UTC, such as 2026-11-20T09:30:00Z.`;
  const time = isGiven(at) ? Date.parse(String(at)) : Date.parse(now);
  if (Number.isNaN(time)) return `\`at\` is no time: ${JSON.stringify(at)}.`;
  const values: Record<string, number> = {};
  for (const name of measures) {
    if (!isGiven(cells[name])) continue;
    const number = numberOf(cells[name]);
    if (typeof number !== "number" || !(number >= 0 && number <= 1)) return `\`${name}\` cannot be ${JSON.stringify(cells[name])}: it is a number from 0 to 1.`;
    values[name] = number;
  }
  return { unit: String(unit), at: new Date(time).toISOString(), values };
}

export function isGiven(cell: unknown): boolean {
  return cell !== undefined && cell !== "";
}

/** A cell's number; whatever it is when it is none. */
function numberOf(value: unknown): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "string" && /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(value) ? Number(value) : value;
}
