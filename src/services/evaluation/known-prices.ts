import { costOf } from "../../core/cost/cost-of.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import { isKept } from "../../core/providers/registry.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EvaluateInput } from "./evaluation-input.ts";

const anyUsage = { input: 1, output: 1, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };

/** Under a cost cap every price must be known, but of answers that were paid before. @throws PromptopsError `unknown-price`. */
export async function requireKnownPrices(
  plan: EvaluationPlan,
  { config, maxCostUsd = config.evaluation?.max_cost_usd }: EvaluateInput,
  clock: Clock,
): Promise<void> {
  if (maxCostUsd === undefined) return;
  for (const model of new Set(plan.prompts.flatMap(({ model, judges }) => [model, ...judges.map((judge) => judge.model)])))
    await requireKnownPrice(model, config, clock);
}

/** As `requireKnownPrices`, for one model. @param model `provider/name` */
export async function requireKnownPrice(model: string, config: EvaluateInput["config"], clock: Clock): Promise<void> {
  const settings = config.providers[providerOf(model)];
  if (settings !== undefined && isKept(settings)) return;
  const cost = await costOf({ model, usage: anyUsage, config, at: clock.now() });
  if (cost === undefined) throw new PromptopsError("unknown-price", `The price of ${model} is not known, so a cost cap cannot be kept.`);
}
