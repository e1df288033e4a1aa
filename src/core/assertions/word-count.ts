import { strict, Type } from "../model/shape.ts";
import { boundsProblem, scoreBounds } from "./bounds.ts";
import { assertionKind } from "./kind.ts";
import { countWords } from "./words-of.ts";

export const wordCount = assertionKind({
  type: "word-count",
  area: "text",
  summary:
    "The answer has between `min` and `max` words: what stands between spaces and has a letter or a digit; in languages without spaces, words by Unicode's dictionaries. Outside, the score is how near it comes: twice too many is 0.5.",
  params: strict({
    min: Type.Optional(Type.Integer({ minimum: 1 })),
    max: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  needs: [],
  problem: boundsProblem,
  score({ output }, bounds) {
    return scoreBounds(countWords(output), "word", bounds);
  },
});
