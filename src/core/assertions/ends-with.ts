import { strict, Type } from "../model/shape.ts";
import { comparableText } from "./comparable-text.ts";
import { expectedText, sought } from "./expected-text.ts";
import { quoted } from "./found-texts.ts";
import { assertionKind } from "./kind.ts";

export const endsWith = assertionKind({
  type: "ends-with",
  area: "text",
  summary: "The answer ends with the text `value`; without it with the case's `expected`. White space behind it does not count.",
  params: strict({
    value: Type.Optional(Type.String({ pattern: "\\S" })),
    ignore_case: Type.Optional(Type.Boolean({ default: false })),
  }),
  needs: [],
  tells: ({ value }) => ({ pieces: value }),
  usesExpected: ({ value }) => value === undefined,
  fromExpected: (expected) => sought("ends-with", expectedText("ends-with", undefined, expected).trimEnd()),
  score({ output, expected }, { value, ignore_case = false }) {
    const text = sought("ends-with", expectedText("ends-with", value, expected).trimEnd());
    const ends = comparableText(output.trimEnd(), ignore_case).endsWith(comparableText(text, ignore_case));
    return { score: ends ? 1 : 0, reason: `${ends ? "ends" : "does not end"} with ${quoted([text])}` };
  },
});
