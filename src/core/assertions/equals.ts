import { isDeepStrictEqual } from "node:util";
import { AnyJson, strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";

export const equals = assertionKind({
  type: "equals",
  summary: "The answer is the value: text after trimming, or, when the value is no text, the same JSON.",
  params: strict({
    value: Type.Optional(AnyJson),
    ignore_case: Type.Optional(Type.Boolean({ default: false })),
  }),
  needs: [],
  score({ output, json, expected }, { value = expected, ignore_case = false }) {
    if (value === undefined) return { score: 0, pass: false, reason: "neither `value` nor the case's `expected` is given" };
    if (typeof value !== "string") {
      const same = json !== undefined && isDeepStrictEqual(json, value);
      return { score: same ? 1 : 0, reason: same ? "same JSON" : `expected ${JSON.stringify(value)}` };
    }
    const fold = (text: string) => (ignore_case ? text.trim().toLowerCase() : text.trim());
    const same = fold(output) === fold(value);
    return { score: same ? 1 : 0, reason: same ? "equal" : `expected ${JSON.stringify(value)}` };
  },
});
