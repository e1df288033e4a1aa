import { costOf, type CostInput } from "./cost-of.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/** Estimates run low by up to a tenth on prose and more on numbers, and models cut texts into tokens differently. */
const margin = 1.25;

/** Tokens that embedding these texts takes at most, and beside them one that is not known yet. @param longest Tokens of that one by its author's count. */
export function embeddingTokens(texts: readonly string[], longest = 0): number {
  return Math.ceil((texts.reduce((sum, text) => sum + estimateTokens(text), 0) + longest) * margin);
}

/** What embedding so many tokens costs, in nano-dollars; undefined = the price is not known. */
export function embeddingCost({ tokens: input, ...priced }: Omit<CostInput, "usage"> & { readonly tokens: number }): Promise<number | undefined> {
  return costOf({ ...priced, usage: { input, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 } });
}
