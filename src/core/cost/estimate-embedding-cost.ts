import { costOf, type CostInput } from "./cost-of.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/** Estimates run low by up to a tenth on prose and more on numbers. */
const margin = 1.25;

/** What embedding these texts may cost at most, in nano-dollars; undefined = the price is not known. */
export function estimateEmbeddingCost({ texts, ...priced }: Omit<CostInput, "usage"> & { readonly texts: readonly string[] }): Promise<number | undefined> {
  const input = Math.ceil(texts.reduce((sum, text) => sum + estimateTokens(text), 0) * margin);
  return costOf({ ...priced, usage: { input, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 } });
}
