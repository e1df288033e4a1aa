import { ModelId, strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";
import { judgement } from "./judgement.ts";
import { rubricRequest } from "./rubric-request.ts";

const passOrFail: Readonly<Record<string, number>> = { pass: 1, fail: 0 };

export const rubric = assertionKind({
  type: "rubric",
  area: "judges",
  summary:
    'A judge model reads the answer and picks one of `choices`, whose value is the score. It answers in JSON, `{"choice": "pass", "reason": "…"}`, also when it is a scripted model.',
  params: strict({
    rubric: Type.String({ minLength: 1, description: "What makes a good answer, and when to pick which choice." }),
    model: ModelId,
    choices: Type.Optional(
      Type.Record(Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9 _-]{0,39}$" }), Type.Number({ minimum: 0, maximum: 1 }), {
        minProperties: 2,
        additionalProperties: false,
        description: "Choice: score. Default: `pass: 1`, `fail: 0`.",
      }),
    ),
  }),
  needs: ["askJudge"],
  threshold: 0.5,
  async score(input, { rubric: criteria, model, choices = passOrFail }, { askJudge }) {
    const { text } = await askJudge(rubricRequest(input, criteria, model, Object.keys(choices)));
    const { choice, reason } = judgement(text, Object.keys(choices));
    return { score: choices[choice] ?? 0, reason: `${choice}: ${reason}` };
  },
});
