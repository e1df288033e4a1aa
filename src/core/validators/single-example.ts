import { aboutText } from "./about-text.ts";
import { spansOfTags, withSpans } from "../template/spans-of-tags.ts";
import type { Json } from "../model/shape.ts";
import type { Subject, ValidatedCase, Validator } from "./validator.ts";

/** With fewer cases nothing can be said to be one case's alone. */
const leastCases = 5;
/** So many marks of one case are no accident. */
const leastMarks = 3;

/**
 * A prompt that was bent until one case passed: it names what only that case names. Marks are what identifies (numbers, codes, names in
 * the middle of a sentence), never ordinary words.
 */
export const singleExample: Validator = {
  code: "single-example",
  summary: "The prompt names numbers, codes or names that only one case has: it was written for that case.",
  needsCases: true,
  check(subject) {
    if (subject.cases.length < leastCases) return [];
    const owners = marksByOwner(subject.cases);
    return subject.texts.filter(({ kind }) => kind === "template").flatMap(({ path, text }) => bentIn(path, marksOf(text), owners));
  },
};

function bentIn(path: string, marks: ReadonlySet<string>, owners: ReadonlyMap<string, ValidatedCase | "several">) {
  const found = new Map<ValidatedCase, string[]>();
  for (const mark of marks) {
    const owner = owners.get(mark);
    if (owner === undefined || owner === "several") continue;
    const own = found.get(owner);
    if (own === undefined) found.set(owner, [mark]);
    else own.push(mark);
  }
  return [...found]
    .filter(([, own]) => own.length >= leastMarks)
    .map(([{ suite, id }, own]) => ({
      path,
      text: aboutText(own.join(" ")),
      message: `${path} names what only the case \`${suite}/${id}\` has: ${own
        .slice(0, 4)
        .map((mark) => JSON.stringify(mark))
        .join(", ")}.`,
      hint: "Write the rule that the case is an example of, not the case.",
    }));
}

/** Whose alone each mark is. */
function marksByOwner(cases: Subject["cases"]): ReadonlyMap<string, ValidatedCase | "several"> {
  const owners = new Map<string, ValidatedCase | "several">();
  for (const each of cases) {
    for (const mark of new Set([...strings(each.inputs), ...strings(each.expected)].flatMap((text) => [...marksOf(text)])))
      owners.set(mark, owners.has(mark) ? "several" : each);
  }
  return owners;
}

function marksOf(text: string): ReadonlySet<string> {
  const plain = withSpans(text, spansOfTags(text), () => " ");
  const codes = plain.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
  const names = plain.match(/(?<=[\p{Ll},;] )\p{Lu}\p{Ll}{2,}(?![\p{L}\p{N}])/gu) ?? [];
  // One or two digits count things everywhere.
  return new Set([...codes.filter((code) => code.length >= 3 && /\p{N}/u.test(code)), ...names]);
}

function* strings(value: Json | undefined): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "number") yield String(value);
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* strings(each);
}
