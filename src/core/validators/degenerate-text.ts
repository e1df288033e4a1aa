import { aboutText } from "./about-text.ts";
import type { Finding } from "./finding.ts";
import { lineAt, type PromptText } from "./prompt-texts.ts";
import { runsOf, textUnits, word, type TextUnit } from "./text-units.ts";
import type { Validator } from "./validator.ts";

/** The same word or line so often in a row is no emphasis. */
const wordRun = 6;
const lineRun = 4;
/** Phrases are told by so much of them. */
const ofPhrase = 3 * word;
/** So much in a row that brings nothing new … */
const leastOld = 24 * word;
/** … and is made of few phrases, each said so often: four times as a whole, less what the ends lose. */
const timesSaid = 2.5;

/** What models write when they lose the thread. */
export const degenerateText: Validator = {
  code: "degenerate-text",
  summary: "A word, a line or some sentences are repeated over and over, as by a model that lost the thread.",
  check: ({ texts }) => texts.filter(({ kind }) => kind === "template").flatMap((text) => degenerateIn(text).slice(0, 1)),
};

function degenerateIn({ path, text }: PromptText): Omit<Finding, "code">[] {
  const units = textUnits(withoutMarkup(text));
  const repeated = repeatedWord(text, units);
  const line = repeatedLine(text);
  const phrases = fewPhrases(text, units);
  return [
    ...(repeated === undefined
      ? []
      : [finding(path, lineAt(text, repeated.start), `repeats ${shown(repeated.text.split(/[^\p{L}\p{M}\p{N}]/u)[0] ?? "")}`, repeated.text)]),
    ...(line === undefined ? [] : [finding(path, line.line, `repeats the line ${shown(line.text)}`, line.text)]),
    ...(phrases === undefined
      ? []
      : [finding(path, lineAt(text, phrases.start), `says the same few phrases again and again, ${shown(phrases.text)},`, phrases.text)]),
  ];
}

function finding(path: string, line: number, what: string, about: string): Omit<Finding, "code"> {
  return {
    path,
    line,
    text: aboutText(about),
    message: `${path} ${what} from line ${line} on.`,
    hint: "Write it once; repetition wastes tokens and steers nothing.",
  };
}

function shown(text: string): string {
  const line = aboutText(text);
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}

interface Piece {
  readonly start: number;
  readonly text: string;
}

/** One word of two letters or more, on one line. Numbers in a row are data. */
function repeatedWord(text: string, units: readonly TextUnit[]): Piece | undefined {
  let first = 0;
  for (const [at, unit] of units.entries()) {
    const before = units[at - 1];
    if (before?.text !== unit.text || text.slice(before.end, unit.start).includes("\n")) first = at;
    if (at - first + 1 >= wordRun && unit.text.length >= 2 && /\p{L}/u.test(unit.text)) {
      const start = units[first]?.start ?? 0;
      return { start, text: text.slice(start, unit.end) };
    }
  }
  return undefined;
}

function repeatedLine(text: string): { readonly line: number; readonly text: string } | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  let first = 0;
  for (const [at, line] of lines.entries()) {
    if (line !== lines[first]) first = at;
    if (at - first + 1 >= lineRun && /\p{L}/u.test(line) && line.length >= 2) return { line: first + 1, text: line };
  }
  return undefined;
}

/**
 * The longest stretch in which every phrase was said before, if it is made of few. Examples and tables that share a form bring something new
 * with each of them, which ends a stretch; a paragraph that comes twice is made of as many phrases as it is long.
 */
function fewPhrases(text: string, units: readonly TextUnit[]): Piece | undefined {
  const seen = new Set<string>();
  let stretch: { from: number; to: number; phrases: string[] } | undefined;
  const end = (): Piece | undefined => {
    const { from, to, phrases } = stretch ?? { from: 0, to: 0, phrases: [] };
    stretch = undefined;
    const inside = units.slice(from, to);
    const weigh = (of: readonly TextUnit[]) => of.reduce((total, { weight }) => total + weight, 0);
    if (weigh(inside) < leastOld || new Set(phrases).size * timesSaid > phrases.length) return undefined;
    if (weigh(inside.filter((unit) => /\p{L}{2}/u.test(unit.text) || unit.weight < word)) * 2 < weigh(inside)) return undefined;
    const start = inside[0]?.start ?? 0;
    return { start, text: text.slice(start, inside.at(-1)?.end) };
  };
  for (const { key, from, to } of runsOf(units, ofPhrase)) {
    if (!seen.has(key)) {
      const found = end();
      if (found !== undefined) return found;
      seen.add(key);
      continue;
    }
    stretch ??= { from, to, phrases: [] };
    stretch.to = to;
    stretch.phrases.push(key);
  }
  return end();
}

/** Tags of HTML and the like repeat for good reasons, and numbers of a list make its entries no different. Everything keeps its place. */
function withoutMarkup(text: string): string {
  return text.replace(/<[^<>\n]{0,200}>|^[ \t]{0,20}\d{1,4}[.)](?=\s)/gm, (mark) => " ".repeat(mark.length));
}
