import type { Output } from "../model/prompt.ts";

/** The format rules an answer breaks, one phrase each. Characters are code points, words are runs without white space. */
export function brokenRules(text: string, { max_characters, max_words, max_lines, forbid = [] }: NonNullable<Output["rules"]>): string[] {
  return [
    ...tooMany("characters", max_characters, () => [...text].length),
    ...tooMany("words", max_words, () => text.match(/\S+/g)?.length ?? 0),
    ...tooMany("lines", max_lines, () => text.trimEnd().split("\n").length),
    ...forbid.filter((forbidden) => text.includes(forbidden)).map((forbidden) => `holds ${JSON.stringify(forbidden)}, which is forbidden`),
  ];
}

function tooMany(what: string, most: number | undefined, count: () => number): string[] {
  if (most === undefined) return [];
  const counted = count();
  return counted > most ? [`has ${counted} ${what}, and at most ${most} ${most === 1 ? "is" : "are"} allowed`] : [];
}
