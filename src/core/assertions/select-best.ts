import { digestOf } from "../identity/digest.ts";
import { ModelId, strict, Type } from "../model/shape.ts";
import { judgeParams } from "./judge-params.ts";
import { assertionKind } from "./kind.ts";

export const selectBest = assertionKind({
  type: "select-best",
  area: "judges",
  summary:
    "A judge picks the best, by `criteria`, of the answer and what the models of `among` answer to the same request. Chosen, the answer scores 1, else 0. Who stands where is shuffled.",
  params: strict({
    criteria: Type.String({ minLength: 1, description: "What makes the best answer." }),
    among: Type.Array(ModelId, { minItems: 1, maxItems: 9, uniqueItems: true, description: "The other models, `provider/name`." }),
    ...judgeParams,
  }),
  needs: ["askJudge", "answerOf"],
  judge: "select-best",
  rivals: ({ among }) => among,
  async score({ output, inputs }, { criteria, among, judge = "select-best", model }, { askJudge, answerOf }) {
    const others = await Promise.all(among.map((each) => answerOf(each)));
    // Said twice, an answer would have two chances.
    const answers = shuffled([...new Set([output, ...others])]);
    if (answers.length === 1) return { score: 1, reason: "all answers are the same" };
    const choices = Object.fromEntries(answers.map((_, at) => [String(at + 1), 0]));
    const { choice, reason } = await askJudge({ judge, model, form: "choice", choices, criteria, data: { inputs, answers } });
    const chosen = answers[Number(choice) - 1];
    if (chosen === output) return { score: 1, reason: `chosen of ${answers.length}; ${reason}` };
    return { score: 0, reason: `${among[others.indexOf(chosen ?? "")] ?? "another"} was chosen of ${answers.length}; ${reason}` };
  },
});

/** In an order that no answer can foresee and that is the same each time. */
function shuffled(answers: readonly string[]): string[] {
  const key = (answer: string) => digestOf({ of: "place/1", answer, among: answers.toSorted() });
  return answers
    .map((answer) => [key(answer), answer] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, answer]) => answer);
}
