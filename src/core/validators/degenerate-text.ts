import { lineAt, type PromptText } from "./prompt-texts.ts";
import type { Finding } from "./finding.ts";
import type { Validator } from "./validator.ts";

/** The same word or line so often in a row is no emphasis. */
const wordRun = 6;
const lineRun = 4;
/** A long text in which hardly any three words come only once. */
const longWords = 120;
const leastDistinct = 0.35;

/** What models write when they lose the thread. */
export const degenerateText: Validator = {
  code: "degenerate-text",
  summary: "A word, a line or a phrase is repeated over and over, as by a model that lost the thread.",
  check: ({ texts }) => texts.filter(({ kind }) => kind === "template").flatMap((text) => degenerateIn(text).slice(0, 1)),
};

function degenerateIn({ path, text }: PromptText): Omit<Finding, "code">[] {
  const word = new RegExp(`(?<![\\p{L}\\p{N}])([\\p{L}\\p{N}]{2,})(?:[^\\p{L}\\p{N}\\n]+\\1(?![\\p{L}\\p{N}])){${wordRun - 1},}`, "iu").exec(text);
  const line = new RegExp(`^[ \\t]*(\\S[^\\n]*\\p{L}[^\\n]*)\\n(?:[ \\t]*\\1[ \\t]*(?:\\n|$)){${lineRun - 1},}`, "mu").exec(text);
  return [
    ...(word === null ? [] : [finding(path, lineAt(text, word.index), `repeats "${word[1]?.slice(0, 40)}"`)]),
    ...(line === null ? [] : [finding(path, lineAt(text, line.index), `repeats the line ${JSON.stringify(line[1]?.slice(0, 60))}`)]),
    ...(isMonotonous(text) ? [finding(path, 1, "says the same few phrases again and again")] : []),
  ];
}

function finding(path: string, line: number, what: string): Omit<Finding, "code"> {
  return { path, line, message: `${path} ${what} from line ${line} on.`, hint: "Write it once; repetition wastes tokens and steers nothing." };
}

function isMonotonous(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < longWords) return false;
  const triples = words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`);
  return new Set(triples).size / triples.length < leastDistinct;
}
