import { strict, Type } from "../model/shape.ts";
import { judgeParams } from "./judge-params.ts";
import { assertionKind } from "./kind.ts";

export const closedQa = assertionKind({
  type: "closed-qa",
  area: "judges",
  summary: "A judge says whether the answer meets `criteria`: yes or no.",
  params: strict({ criteria: Type.String({ minLength: 1, description: "One thing that must be true of the answer." }), ...judgeParams }),
  needs: ["askJudge"],
  judge: "closed-qa",
  threshold: 0.5,
  score({ output, inputs, expected }, { criteria, judge = "closed-qa", model }, { askJudge }) {
    return askJudge({ judge, model, form: "choice", criteria, data: { answer: output, inputs, expected } });
  },
});
