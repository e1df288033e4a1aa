import { costOf } from "../../core/cost/cost-of.ts";
import { embeddingCost, embeddingTokens } from "../../core/cost/estimate-embedding-cost.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import { CaseFailure } from "../../core/eval/case-failure.ts";
import { openAttempts } from "../../core/model-call/open-attempts.ts";
import { modelName } from "../../core/model-call/model-name.ts";
import type { Provider } from "../../ports/provider.ts";
import { vectorKey } from "./cache-key.ts";
import type { CallModelDeps } from "./call-model.ts";

/** So many texts' vectors are remembered beside the cache: the texts to compare with come again and again. */
const remembered = 1_000;

export interface Embedded {
  /** One per text, in their order. */
  readonly vectors: readonly (readonly number[])[];
  /** What was paid for, billionths of a US dollar; undefined when the price is not known. */
  readonly costNanoUsd: number | undefined;
  /** Calls that were made. */
  readonly calls: number;
  /** When the oldest was given of those that the cache had, milliseconds since the epoch; absent when it had none. */
  readonly answeredAt?: number;
}

/** @param model `provider/name` @throws ProviderError when there is no answer, CaseFailure `budget` when it could cost more than is left. */
export type EmbedTexts = (provider: Provider, model: string, texts: readonly string[], prompt?: string) => Promise<Embedded>;

/** The one way to embeddings: kept vectors first, then one call for all that are missing. */
export function textEmbedder({ config, clock, cache, spending, door, recorder, onPaid }: Omit<CallModelDeps, "redact">): EmbedTexts {
  const recent = new Map<string, Promise<readonly number[] | undefined>>();

  return async (provider, model, texts, prompt) => {
    const name = modelName(model);
    const embedded = await vectorsOf(provider, model, name, texts, prompt);
    for (const [at, text] of texts.entries()) await recorder?.embedding(provider.name, name, text, embedded.vectors[at] ?? []);
    return embedded;
  };

  async function vectorsOf(provider: Provider, model: string, name: string, texts: readonly string[], prompt?: string): Promise<Embedded> {
    const keys = texts.map((text) => vectorKey(provider, name, text));
    let oldest = Infinity;
    const cached = (key: string) => {
      const found = cache?.getVector(key);
      // A recording is the model, and does not change.
      if (found !== undefined && provider.kept !== true) oldest = Math.min(oldest, found.at);
      return found?.vector;
    };
    const kept = await Promise.all(keys.map(async (key) => recent.get(key) ?? cached(key)));
    const age = oldest === Infinity ? {} : { answeredAt: oldest };
    const missing = texts.filter((_, at) => kept[at] === undefined);
    if (missing.length === 0) return { vectors: kept.flatMap((vector) => (vector === undefined ? [] : [vector])), costNanoUsd: 0, calls: 0, ...age };

    const asking = paid(provider, model, name, [...new Set(missing)], prompt);
    for (const text of missing)
      remember(
        vectorKey(provider, name, text),
        asking.then(({ byText }) => byText.get(text)).catch(() => undefined),
      );
    const { byText, costNanoUsd } = await asking;
    for (const [text, vector] of byText) cache?.putVector(vectorKey(provider, name, text), vector, clock.now());
    const vectors = texts.map((text, at) => kept[at] ?? byText.get(text) ?? []);
    return { vectors, ...(provider.kept === true ? { costNanoUsd: 0, calls: 0 } : { costNanoUsd, calls: 1 }), ...age };
  }

  async function paid(provider: Provider, model: string, name: string, texts: readonly string[], prompt?: string) {
    const { embed } = provider;
    if (embed === undefined) throw noEmbeddings(provider.name, model);
    const at = clock.now();
    const free = spending === undefined || provider.kept === true;
    const estimate = free ? 0 : await embeddingCost({ model, tokens: embeddingTokens(texts), config, at });
    if (estimate === undefined)
      throw new CaseFailure("budget", `What embeddings of ${model} may cost is not known, so they were not asked for under a cost cap.`);
    if (!free && !(await spending.reserve(estimate))) throw new CaseFailure("budget", "The cost cap left too little for this call.");
    let spent = 0;
    try {
      const { vectors, usage } = await door(provider, (options) => embed(name, texts, options));
      const costNanoUsd = await costOf({ model, usage, config, at });
      spent = free ? 0 : (costNanoUsd ?? estimate);
      if (provider.kept !== true) onPaid?.({ prompt, model, tokens: usage?.input, costNanoUsd });
      if (vectors.length !== texts.length)
        throw new PromptopsError("malformed-embedding", `${provider.name} gave ${vectors.length} embeddings for ${texts.length} texts.`);
      // The numbers that are kept are those that are compared, now and later.
      return { byText: new Map(texts.map((text, index) => [text, (vectors[index] ?? []).map(Math.fround)])), costNanoUsd };
    } catch (error) {
      if (provider.kept === true || !(error instanceof ProviderError)) throw error;
      const open = openAttempts(error);
      if (open === 0) throw error;
      // It may have been answered, and be paid for.
      const each = await embeddingCost({ model, tokens: embeddingTokens(texts), config, at });
      spent = (each ?? 0) * open;
      onPaid?.({ prompt, model, tokens: undefined, costNanoUsd: each === 0 ? 0 : undefined });
      throw each === undefined ? error : error.mayCost(each * open);
    } finally {
      spending?.settle(estimate, spent);
    }
  }

  function remember(key: string, vector: Promise<readonly number[] | undefined>): void {
    recent.set(key, vector);
    const [oldest] = recent.keys();
    if (recent.size > remembered && oldest !== undefined) recent.delete(oldest);
  }
}

export function noEmbeddings(provider: string, model: string): PromptopsError {
  return new PromptopsError("no-embeddings", `The provider ${provider} has no embeddings, so \`${model}\` cannot compare texts.`);
}
