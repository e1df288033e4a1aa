import { providerOf } from "../../model-call/provider-of.ts";
import { hasEmbeddings } from "../../providers/registry.ts";
import type { Breach } from "../breach.ts";
import type { Config } from "../config.ts";
import type { DocumentPath } from "../document-path.ts";

/** A breach when the model's provider cannot make vectors of texts. */
export function* embeddingsExist(model: string, providers: Config["providers"], path: DocumentPath): Generator<Breach> {
  const provider = providerOf(model);
  const settings = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
  if (settings === undefined || hasEmbeddings(settings)) return;
  yield {
    rule: "no-embeddings",
    path,
    message: `The provider \`${provider}\` has no embeddings, so \`${model}\` cannot compare texts.`,
    hint: "Name a model of a provider that has some: `openai`, `scripted`, or `http` that says under `embedding` how.",
  };
}
