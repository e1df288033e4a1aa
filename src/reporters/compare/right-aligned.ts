import { textWidth } from "../wrap.ts";

/** Rows whose cells between the first and the last column end below one another, as numbers should. */
export function rightAligned(rows: readonly (readonly string[])[]): string[][] {
  const last = (rows[0]?.length ?? 0) - 1;
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => textWidth(row[at] ?? ""))));
  return rows.map((row) => row.map((cell, at) => (at === 0 || at === last ? cell : " ".repeat((widths[at] ?? 0) - textWidth(cell)) + cell)));
}
