import { strict, Type } from "../model/shape.ts";
import { expectedTexts, sought } from "./expected-text.ts";
import { foundTexts, quoted } from "./found-texts.ts";
import { assertionKind } from "./kind.ts";

export const containsAny = assertionKind({
  type: "contains-any",
  area: "text",
  summary: "The answer contains at least one text of `values`; without it of the case's `expected`.",
  params: strict({
    values: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
    ignore_case: Type.Optional(Type.Boolean({ default: false })),
  }),
  needs: [],
  tells: ({ values }) => ({ pieces: values }),
  usesExpected: ({ values }) => values === undefined,
  fromExpected: (expected) => expectedTexts("contains-any", undefined, expected).map((text) => sought("contains-any", text)),
  score({ output, expected }, { values, ignore_case = false }) {
    const texts = expectedTexts("contains-any", values, expected).map((text) => sought("contains-any", text));
    const { found } = foundTexts(output, texts, ignore_case);
    return found.length > 0 ? { score: 1, reason: `contains ${quoted(found)}` } : { score: 0, reason: `contains none of ${quoted(texts)}` };
  },
});
