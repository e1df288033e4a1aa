import { strict, Type } from "../model/shape.ts";
import { expectedTexts, sought } from "./expected-text.ts";
import { foundTexts, quoted } from "./found-texts.ts";
import { assertionKind } from "./kind.ts";

export const containsAll = assertionKind({
  type: "contains-all",
  area: "text",
  summary: "The answer contains every text of `values`; without it of the case's `expected`. The score is the share found.",
  params: strict({
    values: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
    ignore_case: Type.Optional(Type.Boolean({ default: false })),
  }),
  needs: [],
  tells: ({ values }) => ({ pieces: values }),
  usesExpected: ({ values }) => values === undefined,
  fromExpected: (expected) => expectedTexts("contains-all", undefined, expected).map((text) => sought("contains-all", text)),
  score({ output, expected }, { values, ignore_case = false }) {
    const texts = expectedTexts("contains-all", values, expected).map((text) => sought("contains-all", text));
    const { found, missing } = foundTexts(output, texts, ignore_case);
    return { score: found.length / texts.length, reason: missing.length === 0 ? `contains all ${texts.length}` : `does not contain ${quoted(missing)}` };
  },
});
