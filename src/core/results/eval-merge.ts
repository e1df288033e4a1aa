import { strict, Type, type Static } from "../model/shape.ts";
import { EvaluationReport } from "./eval.ts";

export const EvalMergeResult = strict({
  evaluation: EvaluationReport,
  merged: Type.Array(
    strict({
      from: Type.String({ description: "The id or the file." }),
      id: Type.String(),
      shard: Type.Optional(Type.String({ description: "`2/5`; absent for a whole evaluation." })),
    }),
  ),
});
export type EvalMergeResult = Static<typeof EvalMergeResult>;
