import { strict, Type } from "../model/shape.ts";
import { comparableText } from "./comparable-text.ts";
import { expectedText, sought } from "./expected-text.ts";
import { quoted } from "./found-texts.ts";
import { assertionKind } from "./kind.ts";

export const startsWith = assertionKind({
  type: "starts-with",
  area: "text",
  summary: "The answer begins with the text `value`; without it with the case's `expected`. White space before it does not count.",
  params: strict({
    value: Type.Optional(Type.String({ pattern: "\\S" })),
    ignore_case: Type.Optional(Type.Boolean({ default: false })),
  }),
  needs: [],
  tells: ({ value }) => ({ pieces: value }),
  usesExpected: ({ value }) => value === undefined,
  fromExpected: (expected) => sought("starts-with", expectedText("starts-with", undefined, expected).trimStart()),
  score({ output, expected }, { value, ignore_case = false }) {
    const text = sought("starts-with", expectedText("starts-with", value, expected).trimStart());
    const starts = comparableText(output.trimStart(), ignore_case).startsWith(comparableText(text, ignore_case));
    return { score: starts ? 1 : 0, reason: `${starts ? "begins" : "does not begin"} with ${quoted([text])}` };
  },
});
