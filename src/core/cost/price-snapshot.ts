import type { EvaluationPlan } from "../eval/evaluation-plan.ts";
import type { ModelPrices } from "./model-prices.ts";
import { pricesOf, type PricedModel } from "./prices-of.ts";

/** The prices of every model that an evaluation asks, judges included, by model. */
export async function priceSnapshot({ prompts }: EvaluationPlan, priced: Omit<PricedModel, "model">): Promise<Record<string, ModelPrices>> {
  const models = new Set(prompts.flatMap(({ model, judges }) => [model, ...judges.map((judge) => judge.model)]));
  const entries = [...models].sort().map(async (model) => [model, await pricesOf({ model, ...priced })] as const);
  return Object.fromEntries(await Promise.all(entries));
}
