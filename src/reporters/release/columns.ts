import { stripVTControlCharacters } from "node:util";

/** Rows as lines whose columns begin below one another, two blanks apart. Cells may be coloured. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const width = (cell: string) => [...stripVTControlCharacters(cell)].length;
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => width(row[at] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell + " ".repeat((widths[at] ?? 0) - width(cell))))
      .join("  ")
      .trimEnd(),
  );
}
