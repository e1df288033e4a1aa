import { strict } from "../model/shape.ts";
import { judgeParams } from "./judge-params.ts";
import { assertionKind } from "./kind.ts";

export const answerRelevance = assertionKind({
  type: "answer-relevance",
  area: "judges",
  summary:
    "A judge says whether the answer speaks to what was asked: `direct` scores 1, `partial` 0.5, `evasive` and `unrelated` 0. True or not does not matter.",
  params: strict(judgeParams),
  needs: ["askJudge"],
  judge: "answer-relevance",
  threshold: 0.5,
  score({ output, inputs }, { judge = "answer-relevance", model }, { askJudge }) {
    return askJudge({ judge, model, form: "choice", data: { answer: output, inputs } });
  },
});
