import type { Json } from "../model/shape.ts";
import type { Finding } from "./finding.ts";
import type { Subject, ValidatedCase, Validator } from "./validator.ts";

/** So many words in a row that a case's input and the prompt share by no accident. */
const runLength = 8;
/** A run that this many cases have is a form they are all written in, not one case. */
const boilerplateCases = 3;

/**
 * Cases that the prompt gives away are no measure of it. Labels and other short answers do not count: a prompt may, and must,
 * name the classes it chooses from.
 */
export const evalLeak: Validator = {
  code: "eval-leak",
  summary: "The prompt holds a case's expected answer, or a long piece of its input.",
  check(subject) {
    const texts = subject.texts.filter(({ kind }) => kind === "template").map(({ path, text }) => ({ path, words: wordsOf(withoutTags(text)) }));
    return texts.flatMap(({ path, words }) => [...answersIn(words, path, subject), ...inputsIn(words, path, subject)]);
  },
};

type Found = Omit<Finding, "code">;

function answersIn(words: readonly string[], path: string, { cases }: Subject): Found[] {
  const text = ` ${words.join(" ")} `;
  const leaking = cases.filter(({ expected }) => [...strings(expected)].some((answer) => isTelling(answer) && text.includes(` ${wordsOf(answer).join(" ")} `)));
  return found(leaking, path, "expected answer");
}

function inputsIn(words: readonly string[], path: string, { cases }: Subject): Found[] {
  const ours = new Set(runsOf(words));
  if (ours.size === 0) return [];
  const casesOfRun = new Map<string, ValidatedCase[]>();
  for (const each of cases) {
    const theirs = [...strings(each.inputs), ...each.history.map(({ content }) => content)].flatMap((text) => [...runsOf(wordsOf(text))]);
    for (const run of new Set(theirs)) {
      if (!ours.has(run)) continue;
      const sharing = casesOfRun.get(run);
      if (sharing === undefined) casesOfRun.set(run, [each]);
      else if (sharing.length < boilerplateCases) sharing.push(each);
    }
  }
  const leaking = [...casesOfRun.values()].filter((sharing) => sharing.length < boilerplateCases).flat();
  return found([...new Set(leaking)], path, "input");
}

function found(cases: readonly ValidatedCase[], path: string, what: string): Found[] {
  if (cases.length === 0) return [];
  const names = cases
    .slice(0, 5)
    .map(({ suite, id }) => `\`${suite}/${id}\``)
    .join(", ");
  const more = cases.length > 5 ? ` and ${cases.length - 5} more` : "";
  return [
    {
      path,
      message: `${path} holds the ${what} of ${names}${more}: ${cases.length === 1 ? "that case measures" : "those cases measure"} nothing any more.`,
      hint: "Take the example out of the prompt, or the case out of the suite.",
    },
  ];
}

/** Long enough, and more than a label. */
function isTelling(answer: string): boolean {
  return answer.trim().length >= 12 && wordsOf(answer).length >= 3;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function* runsOf(words: readonly string[]): Generator<string> {
  for (let at = 0; at + runLength <= words.length; at++) yield words.slice(at, at + runLength).join(" ");
}

function withoutTags(text: string): string {
  return text.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, " ");
}

function* strings(value: Json | undefined): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* strings(each);
}
