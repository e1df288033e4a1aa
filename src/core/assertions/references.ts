import { PromptopsError } from "../errors/promptops-error.ts";
import { Type, type Json } from "../model/shape.ts";
import { expectedTexts } from "./expected-text.ts";

/** One right answer, or several. */
export const References = Type.Optional(
  Type.Unsafe<string | readonly string[]>({
    type: ["string", "array"],
    items: { type: "string", pattern: "\\S" },
    minItems: 1,
    pattern: "\\S",
    description: "A right answer, or several of which any will do.",
  }),
);

/** The right answers: the assertion's own, else the case's `expected`. @throws PromptopsError `invalid-assertion` when there is none, or an empty one. */
export function referenceTexts(type: string, own: string | readonly string[] | undefined, expected: Json | undefined): readonly string[] {
  const texts = expectedTexts(type, own === undefined ? undefined : [own].flat(), expected);
  if (texts.some((text) => text.trim() === ""))
    throw new PromptopsError("invalid-assertion", `\`${type}\` has nothing to compare with: what is expected is an empty text.`, {
      hint: "Give the assertion or the case a right answer.",
    });
  return texts;
}
