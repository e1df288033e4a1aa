import { PromptopsError } from "../errors/promptops-error.ts";
import { strict, Type } from "../model/shape.ts";
import { contextOf, contextParams, contextProblem } from "./context-params.ts";
import { knownAnswer } from "./expected-text.ts";
import { judgeParams } from "./judge-params.ts";
import { assertionKind } from "./kind.ts";

export const contextRecall = assertionKind({
  type: "context-recall",
  area: "judges",
  summary:
    "A judge takes `value`, without it the case's `expected`, apart into claims. The score is the share of them that the context holds: it measures what was found, not what was answered.",
  params: strict({ value: Type.Optional(Type.String({ minLength: 1, description: "The right answer." })), ...contextParams, ...judgeParams }),
  needs: ["askJudge"],
  usesExpected: ({ value }) => value === undefined,
  fromExpected: (expected) => knownAnswer("context-recall", undefined, expected),
  component: "grounding",
  judge: "context-recall",
  threshold: 0.8,
  problem: contextProblem,
  async score(input, { value, judge = "context-recall", model, ...params }, { askJudge }) {
    const { output, inputs, expected: known } = input;
    const expected = knownAnswer("context-recall", value, known);
    const context = contextOf("context-recall", params, input);
    const judgement = await askJudge({ judge, model, form: "claims", data: { answer: output, inputs, expected, context } });
    if (judgement.claims > 0) return judgement;
    throw new PromptopsError("malformed-judgement", "The judge found no claim in the expected answer, so there is nothing to recall.");
  },
});
