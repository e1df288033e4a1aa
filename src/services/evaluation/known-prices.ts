import { costOf } from "../../core/cost/cost-of.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import { isKept } from "../../core/providers/registry.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EvaluateInput } from "./evaluation-input.ts";

const anyUsage = { input: 1, output: 1, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };

type Priced = Pick<EvaluateInput, "config" | "maxCostUsd">;

/** Under a cost cap every price must be known, but of answers that were paid before. @throws PromptopsError `unknown-price`. */
export async function requireKnownPrices(plan: EvaluationPlan, { config, maxCostUsd = config.evaluation?.max_cost_usd }: Priced, clock: Clock): Promise<void> {
  if (maxCostUsd === undefined) return;
  refuseUnpriced(await unpricedModels(plan, config, clock));
}

/** As `requireKnownPrices`, for one model. @param model `provider/name` */
export async function requireKnownPrice(model: string, config: Priced["config"], clock: Clock): Promise<void> {
  if (!(await isPriced(model, config, clock))) refuseUnpriced([model]);
}

/** Models that a plan asks, judges, rivals and embeddings too, whose price is not known; `provider/name`, in the plan's order. */
export async function unpricedModels(plan: EvaluationPlan, config: Priced["config"], clock: Clock): Promise<string[]> {
  const unpriced: string[] = [];
  for (const model of new Set(plan.prompts.flatMap(({ model, judges }) => [model, ...judges.map((judge) => judge.model)])))
    if (!(await isPriced(model, config, clock))) unpriced.push(model);
  return unpriced;
}

async function isPriced(model: string, config: Priced["config"], clock: Clock): Promise<boolean> {
  const settings = config.providers[providerOf(model)];
  if (settings !== undefined && isKept(settings)) return true;
  return (await costOf({ model, usage: anyUsage, config, at: clock.now() })) !== undefined;
}

function refuseUnpriced(models: readonly string[]): void {
  if (models.length === 0) return;
  const price = models.length === 1 ? `The price of ${models.join("")} is` : `The prices of ${models.join(", ")} are`;
  throw new PromptopsError("unknown-price", `${price} not known, so a cost cap cannot be kept.`);
}
