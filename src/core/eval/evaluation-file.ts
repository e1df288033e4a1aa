import { strict, Type, type Static } from "../model/shape.ts";
import { EvaluationHeader } from "./evaluation-header.ts";

/**
 * The first line of an evaluation in one file: what it set out to do. Every further line is a result (`CaseResult`), in test order.
 * So shards that ran elsewhere come together, and an evaluation can be looked at where it did not run.
 */
export const EvaluationFileHead = strict({
  promptops_evaluation: Type.Literal(1, { description: "Version of this file's format: `1`." }),
  ...EvaluationHeader.properties,
});
export type EvaluationFileHead = Static<typeof EvaluationFileHead>;
