import { isDeepStrictEqual } from "node:util";
import { AnyJson, strict, Type } from "../model/shape.ts";
import { expectedText } from "./expected-text.ts";
import { assertionKind } from "./kind.ts";

export const equals = assertionKind({
  type: "equals",
  summary: "The answer is `value`; without it the case's `expected`. A text after trimming; anything else as the same JSON.",
  params: strict({
    value: Type.Optional(AnyJson),
    ignore_case: Type.Optional(Type.Boolean({ default: false, description: "Only for texts." })),
  }),
  needs: [],
  score({ output, json, expected }, { value = expected, ignore_case = false }) {
    if (value !== undefined && typeof value !== "string") {
      const same = json !== undefined && isDeepStrictEqual(json, value);
      return { score: same ? 1 : 0, reason: same ? "same JSON" : `expected ${JSON.stringify(value)}` };
    }
    const text = expectedText("equals", value, undefined);
    const fold = (each: string) => (ignore_case ? each.trim().toLowerCase() : each.trim());
    const same = fold(output) === fold(text);
    return { score: same ? 1 : 0, reason: same ? "equal" : `expected ${JSON.stringify(text)}` };
  },
});
