import { stripVTControlCharacters } from "node:util";

/** Control characters, and those that turn the direction of writing: in a foreign text they could paint over what stands around it. */
const unprintable = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu;

/** What CI servers take for commands where they find it in a log: at the beginning of a line, or anywhere. */
const commands = /^::|##(?=\[|\w+\[)/g;

/** A text of a model or of a user as one harmless line of at most `most` characters. */
export function oneLine(text: string, most: number): string {
  // More than is shown is never looked at: answers may be long.
  const line = stripVTControlCharacters(text.slice(0, most * 8))
    .replaceAll(unprintable, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(commands, ([first = ""]) => `${first} ${first}`);
  const characters = [...line];
  return characters.length <= most && text.length <= most * 8 ? line : `${characters.slice(0, most - 1).join("")}…`;
}
