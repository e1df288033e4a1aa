import { comparableText } from "./comparable-text.ts";
import { shown } from "./shown.ts";

/** Which of these texts occur in the output. */
export function foundTexts(
  output: string,
  texts: readonly string[],
  ignoreCase: boolean,
): { readonly found: readonly string[]; readonly missing: readonly string[] } {
  const answer = comparableText(output, ignoreCase);
  const found = texts.filter((text) => answer.includes(comparableText(text, ignoreCase)));
  return { found, missing: texts.filter((text) => !found.includes(text)) };
}

/** So many texts are told one by one. */
const few = 5;

/** `"a", "b"` */
export function quoted(texts: readonly string[]): string {
  const told = texts.slice(0, few).map(shown).join(", ");
  return texts.length > few ? `${told} and ${texts.length - few} more` : told;
}
