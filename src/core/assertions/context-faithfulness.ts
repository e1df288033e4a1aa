import { strict } from "../model/shape.ts";
import { contextOf, contextParams, contextProblem } from "./context-params.ts";
import { judgeParams } from "./judge-params.ts";
import { assertionKind } from "./kind.ts";

export const contextFaithfulness = assertionKind({
  type: "context-faithfulness",
  area: "judges",
  summary: "A judge takes the answer apart into claims. The score is the share of them that the context supports; an answer without claims is faithful.",
  params: strict({ ...contextParams, ...judgeParams }),
  needs: ["askJudge"],
  component: "grounding",
  judge: "context-faithfulness",
  threshold: 0.8,
  problem: contextProblem,
  score(input, { judge = "context-faithfulness", model, ...params }, { askJudge }) {
    const { output, inputs, expected } = input;
    const context = contextOf("context-faithfulness", params, input);
    return askJudge({ judge, model, form: "claims", data: { answer: output, inputs, expected, context } });
  },
});
