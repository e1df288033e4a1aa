import { PromptopsError } from "../errors/promptops-error.ts";
import type { Json } from "../model/shape.ts";

/**
 * The text an assertion compares with: its own, else the case's `expected`. Numbers and booleans count as their text.
 * @throws PromptopsError `invalid-assertion` when there is neither, or it is no text: an error of the suite, never a fail of the answer.
 */
export function expectedText(type: string, own: string | undefined, expected: Json | undefined): string {
  const value = own ?? expected;
  const text = asText(value);
  if (text !== undefined) return text;
  if (value === undefined) throw nothingExpected(type, "value");
  throw new PromptopsError(
    "invalid-assertion",
    `\`${type}\` compares texts, and the case's \`expected\` is ${Array.isArray(value) ? "a list" : value === null ? "null" : "an object"}.`,
    { hint: `Give the case a text as \`expected\`, or the assertion what it compares with.` },
  );
}

/** What counts as a text: numbers and booleans as theirs; undefined for all else. */
export function asText(value: Json | undefined): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? value : undefined;
}

/** The texts an assertion compares with: its own, else the case's `expected` (a list, or one text). */
export function expectedTexts(type: string, own: readonly string[] | undefined, expected: Json | undefined): readonly string[] {
  if (own !== undefined) return own;
  if (expected === undefined) throw nothingExpected(type, "values");
  if (!Array.isArray(expected)) return [expectedText(type, undefined, expected)];
  if (expected.length === 0) throw new PromptopsError("invalid-assertion", `\`${type}\` has nothing to look for: the case's \`expected\` is an empty list.`);
  return expected.map((each: Json) => expectedText(type, undefined, each));
}

/** The right answer that a judge is shown: a text, or any list or object of the case. */
export function knownAnswer(type: string, own: string | undefined, expected: Json | undefined): Json {
  return own === undefined && typeof expected === "object" && expected !== null ? expected : expectedText(type, own, expected);
}

/** A text to look for. @throws PromptopsError `invalid-assertion` for an empty one, which every answer contains. */
export function sought(type: string, text: string): string {
  if (text !== "") return text;
  throw new PromptopsError("invalid-assertion", `\`${type}\` has nothing to look for: what is expected is an empty text.`, {
    hint: "Give the assertion or the case a text that can be missing.",
  });
}

function nothingExpected(type: string, parameter: string): PromptopsError {
  return new PromptopsError(
    "invalid-assertion",
    `\`${type}\` has nothing to compare with: neither its \`${parameter}\` nor the case's \`expected\` is given.`,
    { hint: `Give the assertion its \`${parameter}\`, or the case an \`expected\`.` },
  );
}
