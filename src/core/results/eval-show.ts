import { CaseResult } from "../eval/case-result.ts";
import { Asked } from "../eval/evaluation-plan.ts";
import { strict, Type, type Static } from "../model/shape.ts";
import { EvaluationReport } from "./eval.ts";

export const EvalShowResult = strict({
  evaluation: EvaluationReport,
  started_at: Type.String(),
  tool_version: Type.Optional(Type.String()),
  asked: Asked,
  results: Type.Optional(Type.Array(CaseResult, { description: "With `--case` or `--failures`: those results, in test order." })),
});
export type EvalShowResult = Static<typeof EvalShowResult>;
