import { Choices } from "../model/judge.ts";
import { strict, Type } from "../model/shape.ts";
import { judgeParams } from "./judge-params.ts";
import { assertionKind } from "./kind.ts";

export const rubric = assertionKind({
  type: "rubric",
  area: "judges",
  summary:
    'A judge model reads the answer and picks one of `choices`, whose value is the score. It answers in JSON, `{"choice": "pass", "reason": "…"}`, also when it is a scripted model.',
  params: strict({
    rubric: Type.String({ minLength: 1, description: "What makes a good answer, and when to pick which choice." }),
    choices: Type.Optional({ ...Choices, description: "Choice: score. Default: the judge's own, `pass: 1` and `fail: 0`." }),
    ...judgeParams,
  }),
  needs: ["askJudge"],
  judge: "rubric",
  threshold: 0.5,
  score({ output, inputs, expected }, { rubric: criteria, judge = "rubric", model, choices }, { askJudge }) {
    return askJudge({ judge, model, form: "choice", choices, criteria, data: { answer: output, inputs, expected } });
  },
});
