import { segmentsOf } from "../segments-of.ts";
import { strict, Type, word } from "../model/shape.ts";
import { boundsProblem, scoreBounds } from "./bounds.ts";
import { assertionKind } from "./kind.ts";

const counts = {
  characters: (text: string) => countOf(text),
  graphemes: (text: string) => countOf(segmentsOf(text, "grapheme")),
  bytes: (text: string) => new TextEncoder().encode(text).length,
};

export const length = assertionKind({
  type: "length",
  area: "text",
  summary: "The answer is between `min` and `max` long, white space included. Outside, the score is how near it comes: twice too long is 0.5.",
  params: strict({
    min: Type.Optional(Type.Integer({ minimum: 1 })),
    max: Type.Optional(Type.Integer({ minimum: 0 })),
    unit: Type.Optional(
      word(["characters", "graphemes", "bytes"], {
        default: "characters",
        description: "`characters` are code points; `graphemes` what a reader takes for one sign (a flag, a letter with its accents); `bytes` those of UTF-8.",
      }),
    ),
  }),
  needs: [],
  problem: boundsProblem,
  score({ output }, { unit = "characters", ...bounds }) {
    return scoreBounds(counts[unit](output), unit.slice(0, -1), bounds);
  },
});

function countOf(parts: Iterable<unknown>): number {
  let count = 0;
  for (const _ of parts) count += 1;
  return count;
}
