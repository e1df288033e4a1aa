import { isDeepStrictEqual } from "node:util";
import type { Judgement } from "../judging/judge-question.ts";
import { ModelId, strict, Type, type Json } from "../model/shape.ts";
import { judgeParams } from "./judge-params.ts";
import { assertionKind } from "./kind.ts";
import { expectedText } from "./expected-text.ts";

export const pairwise = assertionKind({
  type: "pairwise",
  area: "judges",
  summary:
    "A judge says which is better by `criteria`: the answer, or another. It is asked in both orders. Preferred in both, the answer scores 1, in none 0; anything else is a tie, 0.5, and passes.",
  params: strict({
    criteria: Type.String({ minLength: 1, description: "What makes the better answer." }),
    value: Type.Optional(Type.String({ minLength: 1, description: "The other answer; without it the case's `expected`." })),
    against: Type.Optional({ ...ModelId, description: "The other answer is this model's, `provider/name`, to the same request." }),
    ...judgeParams,
  }),
  needs: ["askJudge", "answerOf"],
  tells: ({ value }) => ({ whole: value }),
  usesExpected: ({ value, against }) => value === undefined && against === undefined,
  fromExpected: (expected) => rivalText(undefined, expected),
  judge: "pairwise",
  judgements: () => 2,
  threshold: 0.5,
  problem: ({ value, against }) => (value !== undefined && against !== undefined ? "It may have only one of `value` and `against`." : undefined),
  rivals: ({ against }) => (against === undefined ? [] : [against]),
  async score({ output, inputs, expected }, { criteria, value, against, judge = "pairwise", model }, { askJudge, answerOf }) {
    const other = against === undefined ? rivalText(value, expected) : await answerOf(against);
    if (isDeepStrictEqual(output, other)) return { score: 0.5, reason: "tie: both answers are the same" };
    const ask = (first: Json, second: Json) =>
      askJudge({ judge, model, form: "choice", mustOffer: ["first", "second"], criteria, data: { inputs, expected, first, second } });
    const [there, back] = await Promise.all([ask(output, other), ask(other, output)]);
    return preference(there, back);
  },
});

/** One word from both orders: a judge that goes by the place is no judge of the answers. */
function preference(there: Judgement, back: Judgement): { score: number; reason: string; flipped: boolean } {
  const [forward, backward] = [preferred(there, "first"), preferred(back, "second")];
  const flipped = forward !== backward;
  if (!flipped && forward === "answer") return { score: 1, reason: `preferred in both orders; ${there.reason}`, flipped };
  if (!flipped && forward === "other") return { score: 0, reason: `the other is preferred in both orders; ${there.reason}`, flipped };
  return { score: 0.5, reason: `tie; ${there.reason}; the other way round, ${back.reason}`, flipped };
}

/** @param place Where the answer stood. */
function preferred({ choice }: Judgement, place: "first" | "second"): "answer" | "other" | "neither" {
  if (choice !== "first" && choice !== "second") return "neither";
  return choice === place ? "answer" : "other";
}

function rivalText(value: string | undefined, expected: Json | undefined): string {
  const json = value === undefined && typeof expected === "object" && expected !== null;
  return json ? JSON.stringify(expected, null, 2) : expectedText("pairwise", value, expected);
}
