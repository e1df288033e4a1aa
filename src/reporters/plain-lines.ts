import { stripVTControlCharacters } from "node:util";

/** Control characters but line feeds, and those that turn the direction of writing. */
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu;

/** A text of a model or of a user, its lines kept, with nothing in it that could paint over what stands around it. At most `most` characters. */
export function plainLines(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
  return stripVTControlCharacters(cut.replaceAll(/\r\n?/g, "\n").replaceAll("\t", "    ")).replaceAll(unprintable, " ");
}
