import { cellsOf } from "../cell-width.ts";
import type { Piece } from "./word-diff.ts";

/** A line that fits, and the cells it takes. */
export interface BrokenLine {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

interface Cell {
  readonly character: string;
  readonly width: number;
  readonly changed: boolean;
}

/** Marked text as lines of at most `width` cells: broken where it has line ends, else between words, and inside a word only where no line could hold it. */
export function brokenLines(pieces: readonly Piece[], width: number): BrokenLine[] {
  const lines: Cell[][] = [[]];
  for (const cell of pieces.flatMap(({ text, changed }) => cellsOf(text).map((each) => ({ ...each, changed })))) {
    if (cell.character === "\n") lines.push([]);
    else lines.at(-1)?.push(cell);
  }
  return lines.flatMap((line) => fitted(line, width)).map((cells) => ({ pieces: joined(cells), width: widthOf(cells) }));
}

function fitted(line: readonly Cell[], width: number): Cell[][] {
  const fitting: Cell[][] = [];
  let rest = [...line];
  while (widthOf(rest) > width) {
    const most = countThatFits(rest, width);
    const blank = rest.slice(0, most + 1).findLastIndex(({ character }) => character === " ");
    // A blank at the very beginning is an indent, and breaking there would win nothing.
    const end = blank > 0 && rest.slice(0, blank).some(({ character }) => character !== " ") ? blank : most;
    fitting.push(rest.slice(0, end));
    rest = rest.slice(rest[end]?.character === " " ? end + 1 : end);
  }
  return [...fitting, rest];
}

function countThatFits(cells: readonly Cell[], width: number): number {
  let used = 0;
  const over = cells.findIndex((cell) => (used += cell.width) > width);
  return Math.max(1, over === -1 ? cells.length : over);
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

function joined(cells: readonly Cell[]): Piece[] {
  const pieces: { text: string; changed: boolean }[] = [];
  for (const { character, changed } of cells) {
    const last = pieces.at(-1);
    if (last?.changed === changed) last.text += character;
    else pieces.push({ text: character, changed });
  }
  return pieces;
}
