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

const noBreak = "\u00a0";

/** The same for a sentence with commands in it, which are never broken: whoever copies one wants it in one piece. */
export function hangingSentence(start: string, sentence: string, width: number): string[] {
  const glued = sentence.replaceAll(/`[^`]*`/g, (command) => command.replaceAll(" ", noBreak));
  return hanging(start, glued, width).map((line) => line.replaceAll(noBreak, " "));
}

/** A sentence that begins at the left; its further lines stand in a little. @param by So many blanks. */
export function indented(sentence: string, width: number, by = 2): string[] {
  const [first = "", ...more] = hangingSentence("", sentence, width - by);
  return [first, ...more.map((line) => " ".repeat(by) + line)];
}
