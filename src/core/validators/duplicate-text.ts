import { aboutText } from "./about-text.ts";
import type { PromptText } from "./prompt-texts.ts";
import type { Validator } from "./validator.ts";

/** Shorter pieces come twice for good reasons: headings, separators, labels. */
const leastWords = 12;

interface Piece {
  readonly path: string;
  readonly line: number;
}

export const duplicateText: Validator = {
  code: "duplicate-text",
  summary: "The same paragraph stands in the prompt twice.",
  check({ texts }) {
    const first = new Map<string, Piece>();
    return texts.filter(({ kind }) => kind === "template").flatMap((text) => repeatedIn(text, first));
  },
};

function repeatedIn({ path, text }: PromptText, first: Map<string, Piece>) {
  return [...paragraphs(text)].flatMap(({ words, line }) => {
    const key = words.join(" ");
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, { path, line });
      return [];
    }
    return [
      {
        path,
        line,
        text: aboutText(words.join(" ")),
        message: `${path} says in line ${line} what ${before.path} says in line ${before.line}, word for word.`,
        hint: "Say it once; what several prompts share belongs into a partial.",
      },
    ];
  });
}

/** Paragraphs that say something; what a tag writes is not known, so a tag counts as it is written. */
function* paragraphs(text: string): Generator<{ readonly words: readonly string[]; readonly line: number }> {
  let [line, counted] = [1, 0];
  for (const match of text.matchAll(/[^\n]+(?:\n(?![ \t]*\n)[^\n]*)*/g)) {
    const words = match[0].toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    line += text.slice(counted, match.index).split("\n").length - 1;
    counted = match.index;
    if (words.length >= leastWords) yield { words, line };
  }
}
