/** Characters of a text that stands inside a sentence. */
const longest = 200;

/** A text that others wrote, as long as a sentence bears it. */
export function short(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
