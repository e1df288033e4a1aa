import { hanging, textWidth } from "../wrap.ts";

/** With less room than this, the last column moves to lines of its own. */
const leastRoom = 20;
const gap = "  ";
const indent = "    ";

/**
 * Rows as lines whose columns begin below one another, two blanks apart; the first row are the titles. Cells may be coloured.
 * @param width The last column is broken between words there; when hardly anything is left for it, it stands below the others.
 */
export function columns(rows: readonly (readonly string[])[], width = Infinity): string[] {
  const [titles = []] = rows;
  const widths = titles.map((_, at) => Math.max(...rows.map((row) => textWidth(row[at] ?? ""))));
  const last = titles.length - 1;
  const before = (row: readonly string[]) =>
    row
      .slice(0, last)
      .map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - textWidth(cell)) + gap)
      .join("");
  const room = width - widths.slice(0, last).reduce((sum, size) => sum + size + gap.length, 0);
  const beside = room >= Math.min(leastRoom, widths[last] ?? 0);
  return rows.flatMap((row, at) => {
    const tail = row[last] ?? "";
    if (beside) return hanging(before(row), tail, width).map((line) => line.trimEnd());
    const below = at === 0 || tail === "" ? [] : hanging(indent, tail, width);
    return [before(row).trimEnd(), ...below];
  });
}
