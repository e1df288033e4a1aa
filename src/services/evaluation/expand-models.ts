import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { labelWithModel } from "../../core/eval/prompt-label.ts";
import type { Config } from "../../core/model/config.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { EvaluationTarget, PlanInput } from "./evaluation-input.ts";

/**
 * Each prompt with each model that was asked for, prompt by prompt; a single model leaves the prompts' names as they are.
 * @throws PromptopsError `unknown-model`, `unknown-provider`.
 */
export function expandModels({ targets, models = [], provider, config }: PlanInput): readonly EvaluationTarget[] {
  const known = Object.keys(config.providers);
  if (provider !== undefined && !known.includes(provider)) throw unknownProvider(provider, known);
  requireModels(models, config);
  const asked = [...new Set(models.map((model) => (provider === undefined ? model : askedOf(provider, model))))];
  if (asked.length === 0) return targets;
  return targets.flatMap((target) => {
    const { label = target.promptId } = target;
    return asked.map((model) => ({ ...target, model, label: asked.length === 1 ? label : labelWithModel(label, model) }));
  });
}

/** @param flag Whose models they are. @throws PromptopsError `unknown-model`. */
export function requireModels(models: readonly string[], { providers }: Pick<Config, "providers">, flag = "--model"): void {
  const known = Object.keys(providers);
  for (const model of models) if (!model.includes("/") || !known.includes(providerOf(model))) throw unknownModel(model, known, flag);
}

/** The same model's name, with another provider. */
export function askedOf(provider: string, model: string): string {
  return `${provider}${model.slice(model.indexOf("/"))}`;
}

function unknownModel(model: string, known: readonly string[], flag: string): PromptopsError {
  const near = nearest(providerOf(model), known);
  return new PromptopsError("unknown-model", `No provider answers for the model "${model}".`, {
    where: flag,
    ...(near === undefined ? {} : { hint: `Did you mean \`${near}/…\`? A model is \`provider/name\`.` }),
  });
}

function unknownProvider(provider: string, known: readonly string[]): PromptopsError {
  const near = nearest(provider, known);
  return new PromptopsError("unknown-provider", `There is no provider "${provider}".`, {
    where: "--provider",
    ...(near === undefined ? {} : { hint: `Did you mean \`--provider ${near}\`?` }),
  });
}
