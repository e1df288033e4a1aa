import { strict, Type } from "../model/shape.ts";
import { bleuOf } from "./bleu-of.ts";
import { comparableText } from "./comparable-text.ts";
import { assertionKind } from "./kind.ts";
import { References, referenceTexts } from "./references.ts";
import { tokensOf } from "./words-of.ts";

export const bleu = assertionKind({
  type: "bleu",
  area: "text",
  summary:
    "The answer shares its runs of one to `n` words and signs with `value`; without it with the case's `expected`. The score is sentence BLEU: clipped precisions, brevity penalty, sacreBLEU's `exp` smoothing and effective order. Words by UAX #29.",
  params: strict({
    value: References,
    n: Type.Optional(Type.Integer({ minimum: 1, maximum: 4, default: 4, description: "The longest runs that are counted." })),
    ignore_case: Type.Optional(Type.Boolean({ default: false })),
  }),
  needs: [],
  tells: ({ value }) => ({ whole: value }),
  usesExpected: ({ value }) => value === undefined,
  fromExpected: (expected) => referenceTexts("bleu", undefined, expected),
  threshold: 0.5,
  score({ output, expected }, { value, n = 4, ignore_case = false }) {
    const tokens = (text: string) => tokensOf(comparableText(text, ignore_case), true);
    const score = bleuOf(tokens(output), referenceTexts("bleu", value, expected).map(tokens), n);
    return { score, reason: `BLEU ${score.toFixed(3)}` };
  },
});
