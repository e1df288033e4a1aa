import { PromptopsError } from "../errors/promptops-error.ts";
import { knownName } from "../model/rules/rule.ts";
import { modelPattern } from "../model/patterns.ts";

/** @param providers Names from the configuration. @throws PromptopsError `invalid-flag` when it is not `provider/name` with one of them. */
export function requireModel(model: string, providers: readonly string[]): string {
  if (!new RegExp(modelPattern).test(model))
    throw new PromptopsError("invalid-flag", `\`${model}\` names no model.`, {
      where: "--model",
      hint: "Models are written `provider/name`: `openai/gpt-5-mini`.",
    });
  const [breach] = knownName(model.slice(0, model.indexOf("/")), providers, "provider", []);
  if (breach === undefined) return model;
  throw new PromptopsError("invalid-flag", breach.message, {
    where: "--model",
    hint: breach.hint ?? "Providers are declared under `providers` in `.promptops.yml`.",
  });
}
