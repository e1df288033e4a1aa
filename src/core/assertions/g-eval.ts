import { strict, Type } from "../model/shape.ts";
import { judgeParams } from "./judge-params.ts";
import { assertionKind } from "./kind.ts";

export const gEval = assertionKind({
  type: "g-eval",
  area: "judges",
  summary:
    "A judge rates the answer by `criteria` and `steps` on a scale from 1 to `max`. Asked `samples` times, the numbers are weighted by how often they came; the score is (mean − 1) / (max − 1).",
  params: strict({
    criteria: Type.String({ minLength: 1, description: "What is rated." }),
    steps: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description: "How to go about it." })),
    max: Type.Optional(Type.Integer({ minimum: 2, maximum: 10, default: 5 })),
    samples: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 1, description: "A call each." })),
    ...judgeParams,
  }),
  needs: ["askJudge"],
  judge: "g-eval",
  judgements: ({ samples = 1 }) => samples,
  threshold: 0.7,
  /**
   * The expected rating, Σ p(s)·s over the scale, p estimated by asking several times: what Liu et al. 2023
   * (https://arxiv.org/abs/2303.16634, section 2.3) do with a model that does not tell its probabilities.
   */
  async score({ output, inputs, expected }, { criteria, steps, max, samples = 1, judge = "g-eval", model }, { askJudge }) {
    const choices = max === undefined ? undefined : scale(max);
    const question = { judge, model, form: "choice", choices, criteria, steps, data: { answer: output, inputs, expected } } as const;
    const asked = await Promise.all(Array.from({ length: samples }, (_, before) => askJudge({ ...question, sample: before + 1 })));
    const [first = { score: 0, reason: "" }] = asked;
    const score = asked.reduce((sum, each) => sum + each.score, 0) / samples;
    return { score, reason: samples === 1 ? first.reason : `${asked.map(({ choice }) => choice).join(", ")}; ${first.reason}` };
  },
});

function scale(max: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: max }, (_, before) => [String(before + 1), before / (max - 1)]));
}
