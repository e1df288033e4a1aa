import { strict, Type, word } from "../model/shape.ts";
import { comparableText } from "./comparable-text.ts";
import { assertionKind } from "./kind.ts";
import { References, referenceTexts } from "./references.ts";
import { rougeOf } from "./rouge-of.ts";
import { tokensOf } from "./words-of.ts";

export const rougeN = assertionKind({
  type: "rouge-n",
  area: "text",
  summary:
    "The answer shares its words (`n: 1`), pairs (2), triples (3) or the longest common sequence of words (`l`) with `value`; without it with the case's `expected`. Of several right answers the nearest counts. Words by UAX #29, case ignored, not stemmed. `l` compares up to 5,000 by 5,000 words, or as much; beyond it is an error.",
  params: strict({
    value: References,
    n: Type.Optional(Type.Unsafe<1 | 2 | 3 | "l">({ enum: [1, 2, 3, "l"], default: 1 })),
    measure: Type.Optional(
      word(["f1", "precision", "recall"], {
        default: "f1",
        description:
          "`precision` is the share of the answer that is in the right one, `recall` the share of the right one that is in the answer, `f1` their mean.",
      }),
    ),
  }),
  needs: [],
  tells: ({ value }) => ({ whole: value }),
  usesExpected: ({ value }) => value === undefined,
  fromExpected: (expected) => referenceTexts("rouge-n", undefined, expected),
  threshold: 0.75,
  async score({ output, expected }, { value, n = 1, measure = "f1" }) {
    const words = (text: string) => tokensOf(comparableText(text, true));
    const answer = words(output);
    const scores = await Promise.all(referenceTexts("rouge-n", value, expected).map((text) => rougeOf(answer, words(text), n, measure)));
    const score = Math.max(...scores);
    return { score, reason: `ROUGE-${n === "l" ? "L" : n} ${measure} ${score.toFixed(3)}` };
  },
});
