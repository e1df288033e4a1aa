import { strict, Type } from "../model/shape.ts";
import { comparableText } from "./comparable-text.ts";
import { editsBetween } from "./edit-distance.ts";
import { expectedText } from "./expected-text.ts";
import { assertionKind } from "./kind.ts";

export const levenshtein = assertionKind({
  type: "levenshtein",
  area: "text",
  summary:
    "The answer is near `value`; without it near the case's `expected`. The score is 1 − edits / length; it passes from 0.8 on, or within `max_distance` edits. Up to 30,000 by 30,000 characters, or as much; beyond it is an error.",
  params: strict({
    value: Type.Optional(Type.String()),
    max_distance: Type.Optional(Type.Integer({ minimum: 0, description: "Edits (characters inserted, deleted or replaced) that still pass." })),
    ignore_case: Type.Optional(Type.Boolean({ default: false })),
  }),
  needs: [],
  tells: ({ value }) => ({ whole: value }),
  usesExpected: ({ value }) => value === undefined,
  fromExpected: (expected) => expectedText("levenshtein", undefined, expected),
  threshold: 0.8,
  score({ output, expected }, { value, max_distance, ignore_case = false }) {
    const fold = (text: string) => comparableText(text.trim(), ignore_case);
    const { edits, longest } = editsBetween(fold(output), fold(expectedText("levenshtein", value, expected)));
    const scored = { score: longest === 0 ? 1 : 1 - edits / longest, reason: `${edits} ${edits === 1 ? "edit" : "edits"} away` };
    return max_distance === undefined ? scored : { ...scored, pass: edits <= max_distance };
  },
});
