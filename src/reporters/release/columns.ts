import { stripVTControlCharacters } from "node:util";
import { hanging, textWidth } from "../wrap.ts";
import { fitWidths } from "./fit-widths.ts";

const gap = "  ";
const indent = "  ";
const between = " · ";

/**
 * Rows as lines whose columns begin below one another, two blanks apart; the first row are the titles. Cells may be coloured.
 * @param width Where that is too little, the last column is broken between words, then the others too; when not even words have room side
 * by side, each row becomes a block with a line per cell, named by its title.
 */
export function columns(rows: readonly (readonly string[])[], width = Infinity): string[] {
  const [titles = []] = rows;
  const natural = titles.map((_, at) => widest(rows, (row) => textWidth(row[at] ?? "")));
  const room = width - gap.length * (titles.length - 1);
  if (natural.reduce((sum, size) => sum + size, 0) <= room) return rows.map((row) => line(row, natural));
  const words = titles.map((_, at) => widest(rows, (row) => longestWord(row[at] ?? "")));
  const widths = fitWidths(natural, words, room);
  if (widths === undefined)
    return titles.length > 2 ? rows.slice(1).flatMap((row) => block(titles, row, width)) : rows.flatMap((row, at) => below(row, at > 0, width));
  const used = titles.map((_, at) => widest(rows, (row) => Math.max(...broken(row[at] ?? "", widths[at] ?? 0).map(textWidth))));
  // Words seldom fill a column to its edge: what is left over helps the sentences.
  const last = titles.length - 1;
  used[last] = Math.min(natural[last] ?? 0, width - gap.length * last - used.slice(0, last).reduce((sum, size) => sum + size, 0));
  return rows.flatMap((row) =>
    sideBySide(
      titles.map((_, at) => broken(row[at] ?? "", used[at] ?? 0)),
      used,
    ),
  );
}

/** Over all rows, however many. */
function widest(rows: readonly (readonly string[])[], size: (row: readonly string[]) => number): number {
  return rows.reduce((most, row) => Math.max(most, size(row)), 0);
}

/** Cells of one row, each already in lines. */
function sideBySide(cells: readonly (readonly string[])[], widths: readonly number[]): string[] {
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, nth) =>
    line(
      cells.map((lines) => lines[nth] ?? ""),
      widths,
    ),
  );
}

/** Cells that are not broken. */
function line(cells: readonly string[], widths: readonly number[]): string {
  return widths
    .map((width, at) => padded(cells[at] ?? "", width))
    .join(gap)
    .trimEnd();
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** The first cell names the row; of the others only what says something, one behind the other, and sentences on lines of their own. */
function block(titles: readonly string[], row: readonly string[], width: number): string[] {
  const [first = "", ...others] = row;
  const told = others.flatMap((cell, at) => (["", "–"].includes(cell.trim()) ? [] : [`${titles[at + 1] ?? ""} ${cell.trimStart()}`.trimStart()]));
  const lines: string[] = [];
  for (const each of told) {
    const last = lines.at(-1);
    const joined = `${last}${between}${each}`;
    if (last !== undefined && textWidth(joined) <= width - indent.length) lines.splice(-1, 1, joined);
    else lines.push(each);
  }
  // A number alone says nothing.
  const name = /^\d+$/.test(stripVTControlCharacters(first)) ? `${titles[0] ?? ""} ${first}` : first;
  return [name, ...lines.flatMap((line) => hangingCell(indent, line, width))];
}

/** A name and what there is to say of it, where both have no room side by side. */
function below([name = "", text = ""]: readonly string[], told: boolean, width: number): string[] {
  return [name.trimEnd(), ...(!told || text === "" ? [] : hangingCell(indent, text, width))].filter((line) => line !== "");
}

function hangingCell(start: string, cell: string, width: number): string[] {
  const [first = "", ...more] = broken(cell, width - textWidth(start));
  return [start + first, ...more.map((line) => " ".repeat(textWidth(start)) + line)].map((line) => line.trimEnd());
}

/** A cell in lines, broken between words; its colour begins and ends on each of them. */
function broken(cell: string, width: number): string[] {
  if (textWidth(cell) <= width) return [cell];
  return brokenAtWords(glued(cell), width).map((line) => line.replaceAll(noBreak, " "));
}

function brokenAtWords(cell: string, width: number): string[] {
  const text = stripVTControlCharacters(cell);
  const at = cell.indexOf(text);
  // A cell that is coloured in part keeps its colours where they are.
  if (at === -1) return hanging("", cell.trimStart(), width);
  return hanging("", text.trimStart(), width).map((line) => cell.slice(0, at) + line + cell.slice(at + text.length));
}

/** Blanks that push a number to the right belong to it. */
function longestWord(cell: string): number {
  return Math.max(0, ...glued(cell.trimStart()).split(" ").map(textWidth));
}

const noBreak = "\u00a0";

/** A number stays with its unit. */
function glued(cell: string): string {
  return cell.replaceAll(/(?<=\d) (?=(?:%|ms|s|min|h|UTC)(?![\p{L}\d]))/gu, noBreak);
}
