import type { Paint } from "../paint.ts";

/** Columns between one cell and the next. */
const gap = 2;

/** How wide a table is when nothing of it is cut. @param table The head first. */
export function tableWidth(table: readonly (readonly string[])[]): number {
  return widths(table).reduce((sum, size) => sum + size + gap, -gap);
}

/** A table without lines: names on the left, numbers to the right. A name that is too long loses its beginning. */
export async function columnsText(table: readonly (readonly string[])[], width: number, paint: Paint): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const [head = [], ...rows] = table;
  const nameRoom = Math.max(
    12,
    width -
      widths(table)
        .slice(1)
        .reduce((sum, size) => sum + size + gap, 0),
  );
  const lines = new Table({
    head: head.map((name) => paint("dim", name)),
    colAligns: head.map((_, at) => (at === 0 ? "left" : "right")),
    chars: Object.fromEntries(borders.map((border) => [border, ""])),
    style: { "padding-left": 0, "padding-right": gap, head: [], border: [] },
  });
  for (const [name = "", ...cells] of rows) lines.push([endOf(name, nameRoom), ...cells]);
  return lines
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

const borders = [
  "top",
  "top-mid",
  "top-left",
  "top-right",
  "bottom",
  "bottom-mid",
  "bottom-left",
  "bottom-right",
  "left",
  "left-mid",
  "mid",
  "mid-mid",
  "right",
  "right-mid",
  "middle",
] as const;

function widths([head = [], ...rows]: readonly (readonly string[])[]): number[] {
  return head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
}

/** The end of a name tells more than its beginning: that is where the suite is. */
function endOf(name: string, room: number): string {
  return name.length <= room ? name : `…${name.slice(name.length - room + 1)}`;
}
