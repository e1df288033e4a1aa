/** One figure of a benchmark, and what it may be at most, or must be at least. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly most?: number;
  readonly least?: number;
}

/** A Markdown table: figures, targets, and whether they are met. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = [["figure", "measured", "target", ""], ...figures.map(rowOf)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body.map(line)].join("\n");
}

function rowOf({ name, value, unit, most, least }: Figure): string[] {
  const text = (number: number) => `${number < 100 ? Number(number.toPrecision(3)) : Math.round(number)} ${unit}`;
  const target = most === undefined ? (least === undefined ? "" : `≥ ${text(least)}`) : `≤ ${text(most)}`;
  const met = (most === undefined || value <= most) && (least === undefined || value >= least);
  return [name, Number.isNaN(value) ? "not known here" : text(value), target, target === "" ? "" : met ? "met" : "missed"];
}
