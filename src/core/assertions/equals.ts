import { AnyJson, strict, Type } from "../model/shape.ts";
import { comparableText } from "./comparable-text.ts";
import { expectedText } from "./expected-text.ts";
import { assertionKind } from "./kind.ts";
import { sameJson } from "./same-json.ts";
import { shown } from "./shown.ts";

export const equals = assertionKind({
  type: "equals",
  area: "text",
  summary: "The answer is `value`; without it the case's `expected`. A text after trimming; anything else as the same JSON.",
  params: strict({
    value: Type.Optional(AnyJson),
    ignore_case: Type.Optional(Type.Boolean({ default: false, description: "Only for texts." })),
  }),
  needs: [],
  tells: ({ value }) => ({ whole: value }),
  usesExpected: ({ value }) => value === undefined,
  score({ output, json, expected }, { value = expected, ignore_case = false }) {
    if (value !== undefined && typeof value !== "string") {
      const same = json !== undefined && sameJson(json, value);
      return { score: same ? 1 : 0, reason: same ? "same JSON" : `expected ${shown(value)}` };
    }
    const text = expectedText("equals", value, undefined);
    const fold = (each: string) => comparableText(each.trim(), ignore_case);
    const same = fold(output) === fold(text);
    return { score: same ? 1 : 0, reason: same ? "equal" : `expected ${shown(text)}` };
  },
});
