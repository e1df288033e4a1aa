import { strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";
import { linearPattern } from "./linear-pattern.ts";
import { literalTexts } from "./literal-texts.ts";
import { problemOf } from "./problem-of.ts";

export const regex = assertionKind({
  type: "regex",
  area: "text",
  summary: "The answer matches the pattern `value` somewhere, or with `full` as a whole. RE2's syntax: linear time, no look-around, no backreferences.",
  params: strict({
    value: Type.String({ minLength: 1, maxLength: 2000 }),
    full: Type.Optional(Type.Boolean({ default: false, description: "The whole answer must match, not a part of it." })),
    ignore_case: Type.Optional(Type.Boolean({ default: false })),
    multiline: Type.Optional(Type.Boolean({ default: false, description: "`^` and `$` match at every line." })),
    dot_all: Type.Optional(Type.Boolean({ default: false, description: "`.` matches line ends too." })),
  }),
  needs: [],
  tells: ({ value }) => ({ pieces: literalTexts(value) }),
  problemAt: "value",
  problem: ({ value }) => problemOf(() => linearPattern(value)),
  async score({ output }, { value, full = false, ignore_case = false, multiline = false, dot_all = false }) {
    const matcher = (await linearPattern(value, { ignoreCase: ignore_case, multiline, dotAll: dot_all })).matcher(output);
    const matches = full ? matcher.matches() : matcher.find();
    return { score: matches ? 1 : 0, reason: `${matches ? "matches" : "does not match"} /${value}/` };
  },
});
