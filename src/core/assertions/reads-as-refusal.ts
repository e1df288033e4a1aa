import { refusalDeeds, refusalLeadIns, refusalOpenings, refusalsWhole } from "./refusal-phrases.ts";

/** So much of an answer is looked at: a refusal comes first. */
const beginning = 300;

/** The phrase of `refusal-phrases.ts` with which an answer begins, if it does. English only. */
export function readsAsRefusal(answer: string): string | undefined {
  const text = answer
    .trimStart()
    .slice(0, beginning)
    .toLowerCase()
    .replaceAll(/[’‘ʼ]/g, "'")
    .replaceAll(/\s+/g, " ")
    .replace(/^[\s"'“”*_>#]+/, "");
  const rest = withoutLeadIns(text);
  const whole = begins(rest, refusalsWhole);
  if (whole !== undefined) return whole;
  for (const opening of refusalOpenings) {
    const deed = rest.startsWith(`${opening} `) ? begins(rest.slice(opening.length + 1), refusalDeeds) : undefined;
    if (deed !== undefined) return `${opening} ${deed}`;
  }
  return undefined;
}

/** Lead-ins may follow one another: "I'm sorry. Unfortunately, …". */
function withoutLeadIns(text: string): string {
  const leadIn = begins(text, refusalLeadIns);
  return leadIn === undefined ? text : withoutLeadIns(text.slice(leadIn.length).trimStart());
}

/** The longest of these phrases with which a text begins, as whole words. */
function begins(text: string, phrases: readonly string[]): string | undefined {
  return phrases
    .filter((phrase) => text.startsWith(phrase) && !(/\w$/.test(phrase) && /^[\w']/.test(text.slice(phrase.length))))
    .toSorted((a, b) => b.length - a.length)[0];
}
