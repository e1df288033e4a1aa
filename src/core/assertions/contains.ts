import { strict, Type } from "../model/shape.ts";
import { expectedText, sought } from "./expected-text.ts";
import { foundTexts, quoted } from "./found-texts.ts";
import { assertionKind } from "./kind.ts";

export const contains = assertionKind({
  type: "contains",
  area: "text",
  summary: "The answer contains the text `value`; without it the case's `expected`.",
  params: strict({
    value: Type.Optional(Type.String({ minLength: 1 })),
    ignore_case: Type.Optional(Type.Boolean({ default: false })),
  }),
  needs: [],
  tells: ({ value }) => ({ pieces: value }),
  usesExpected: ({ value }) => value === undefined,
  fromExpected: (expected) => sought("contains", expectedText("contains", undefined, expected)),
  score({ output, expected }, { value, ignore_case = false }) {
    const text = sought("contains", expectedText("contains", value, expected));
    const { found } = foundTexts(output, [text], ignore_case);
    return found.length > 0 ? { score: 1, reason: `contains ${quoted(found)}` } : { score: 0, reason: `does not contain ${quoted([text])}` };
  },
});
