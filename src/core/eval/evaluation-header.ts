import { ModelPrices } from "../cost/model-prices.ts";
import { strict, Type, type Static } from "../model/shape.ts";
import { EvaluationPlan } from "./evaluation-plan.ts";

/** What an evaluation set out to do; a resumed one must have set out to do the same. */
export const EvaluationHeader = strict({
  id: Type.String(),
  plan_digest: Type.String(),
  plan: EvaluationPlan,
  tasks: Type.Integer({ minimum: 0, description: "How many results there will be." }),
  started_at: Type.String(),
  prices: Type.Optional(
    Type.Record(Type.String(), ModelPrices, { description: "By model, those that held when it began; no part of what a resumed one must do again." }),
  ),
  reuses: Type.Optional(
    strict(
      { proved_since: Type.Optional(Type.String({ description: "Only what rests on answers since then; absent = whenever they were given." })) },
      { description: "Cases that earlier evidence proves are taken over, and have no result here. Absent = every case is run." },
    ),
  ),
  answers_since: Type.Optional(
    Type.String({ description: "What the cache has counts only when it was answered since then. Absent = whenever it was, if the cache is used." }),
  ),
  tool_version: Type.Optional(Type.String({ description: "Of the promptops that began it." })),
});
export type EvaluationHeader = Static<typeof EvaluationHeader>;
