import { stripVTControlCharacters } from "node:util";

const plain = /^[ -~]*$/;

/** How many columns a text takes, colours not counted. */
export function textWidth(text: string): number {
  return plain.test(text) ? text.length : [...stripVTControlCharacters(text)].length;
}

/** `start` and then a sentence, broken between words where the screen ends; its further lines begin below its first. */
export function hanging(start: string, sentence: string, width: number): string[] {
  const indent = textWidth(start);
  const lines: string[] = [];
  let line = start;
  let used = indent;
  for (const word of sentence.split(" ")) {
    const size = textWidth(word);
    const begun = used > indent;
    if (begun && used + 1 + size > width) {
      lines.push(line);
      line = " ".repeat(indent) + word;
      used = indent + size;
    } else {
      line += begun ? ` ${word}` : word;
      used += (begun ? 1 : 0) + size;
    }
  }
  return [...lines, line];
}
