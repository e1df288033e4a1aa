import type { CompareResult } from "../../core/results/compare.ts";
import type { Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hanging, textWidth } from "../wrap.ts";
import { boundsWords } from "./bounds-words.ts";
import { rightAligned } from "./right-aligned.ts";
import { comparedRows, ownRows, type SideRows } from "./side-rows.ts";
import { verdictWords } from "./verdict-words.ts";

/** Columns that a narrow screen does without, the first of them first. */
const dispensable = ["between", "score", "difference", "latency", "cost"];
const gap = 2;

/**
 * Several sides: what each came to by itself, and how it compares with the first. Where names take more room than there is, the rows are
 * numbered and the names stand below.
 */
export function sidesTables(result: CompareResult, screen: Screen, paint: Paint): string[][] {
  const width = lineWidth(screen);
  const tables = [ownRows(result), comparedRows(result)];
  const named = tables.map((rows) => fitting(rows, width));
  const names = (tables[0] ?? []).map(([name = ""]) => name);
  const fit = named.every((rows) => rows !== undefined);
  const shown = tables.map((rows, at) => named[at] ?? fitting(numbered(rows), width) ?? numbered(rows));
  const chosen = fit ? shown : tables.map((rows) => fitting(numbered(rows), width) ?? numbered(rows));
  const legend = names.slice(1).flatMap((name, at) => hanging(`${number(at)}  `, name, width));
  const bounds = boundsWords(result, result.comparisons);
  const styles = ["dim", ...result.comparisons.map(({ verdict }) => verdictWords[verdict].style)] as const;
  return [
    ...chosen.map(([titles = [], ...rows]) => {
      const painted = titles.at(-1) === "verdict" ? rows.map((row, at) => [...row.slice(0, -1), paint(styles[at] ?? "dim", row.at(-1) ?? "")]) : rows;
      const told = bounds !== undefined && titles.includes("between") ? hanging("", bounds, width).map((line) => paint("dim", line)) : [];
      return [...columns(rightAligned([titles.map((title) => paint("dim", title)), ...painted]), width), ...told];
    }),
    ...(fit ? [] : [legend]),
  ];
}

function numbered([titles = [], ...rows]: SideRows): SideRows {
  return [["", ...titles.slice(1)], ...rows.map(([, ...cells], at) => [number(at), ...cells])];
}

function number(at: number): string {
  return `#${at + 1}`;
}

/** The rows with as many columns as fit; undefined where even the fewest do not. */
function fitting(rows: SideRows, width: number): SideRows | undefined {
  const drop = dispensable.map((title) => rows[0]?.indexOf(title) ?? -1).filter((at) => at > 0);
  for (let dropped = 0; dropped <= drop.length; dropped += 1) {
    const left = rows.map((row) => row.filter((_, at) => !drop.slice(0, dropped).includes(at)));
    const taken = (left[0] ?? []).reduce((sum, _, at) => sum + (at === 0 ? 0 : gap) + Math.max(...left.map((row) => textWidth(row[at] ?? ""))), 0);
    if (taken <= width) return left;
  }
  return undefined;
}
