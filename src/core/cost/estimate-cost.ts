import { providerOf } from "../model-call/provider-of.ts";
import type { ModelRequest } from "../model-call/request.ts";
import type { Usage } from "../model-call/response.ts";
import type { Json } from "../model/shape.ts";
import { assumedOutput, imageTokensOf, type ProviderConfig } from "../providers/registry.ts";
import { costFrom } from "./cost-from.ts";
import { estimateRequestTokens } from "./estimate-tokens.ts";
import { pricesOf, type PricedModel } from "./prices-of.ts";

/** Estimates of text run low by up to a tenth on prose and more on numbers. */
const inputMargin = 1.25;
/** Tokens assumed for an answer that neither the prompt's parameters nor its provider limit. */
const unlimitedOutput = 1_024;
/** Searches assumed where the prompt allows them and sets no number. */
const assumedSearches = 10;

/** The most that a call may use, known before it is made. */
export interface CallEstimate {
  /** About so many; images at most. */
  readonly inputTokens: number;
  /** Of those, at most so many are images. */
  readonly imageTokens: number;
  /** The most it may cost, in nano-dollars; undefined = the price is not known. */
  readonly maxCost: number | undefined;
}

/** Undefined when the size of an attached file is not known. */
export async function estimateCall({ request, ...priced }: PricedModel & { readonly request: ModelRequest }): Promise<CallEstimate | undefined> {
  const settings = settingsOf(priced);
  const tokens = estimateRequestTokens(request, settings && imageTokensOf(settings));
  if (tokens === undefined) return undefined;
  const input = Math.ceil(tokens.text * inputMargin) + tokens.images;
  const usage = { ...nothing, input, output: longestAnswer(priced, request.params), webSearches: mostSearches(request), ...cacheWrites(request.params, input) };
  return { inputTokens: tokens.total, imageTokens: tokens.images, maxCost: costFrom(await pricesOf(priced), usage) };
}

/**
 * What a call may cost at most, in nano-dollars, known before it is made: the estimated input with a margin, the longest answer its
 * parameters allow, every search it may run. Undefined = the price, or the size of an attached file, is not known.
 */
export async function estimateCost(call: PricedModel & { readonly request: ModelRequest }): Promise<number | undefined> {
  return (await estimateCall(call))?.maxCost;
}

const nothing: Usage = { input: 0, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };

/** Tokens of the longest answer these parameters allow. */
export function longestAnswer(priced: PricedModel, params: Readonly<Record<string, Json>>): number {
  return longestAnswerOf(settingsOf(priced), params);
}

function longestAnswerOf(settings: ProviderConfig | undefined, params: Readonly<Record<string, Json>>): number {
  const limits = [params["max_output_tokens"], params["max_completion_tokens"], params["max_tokens"]];
  return limits.find((limit) => typeof limit === "number") ?? (settings && assumedOutput(settings)) ?? unlimitedOutput;
}

/** About how many tokens a call may use in both directions. What cannot be known (a file behind a URL) is left out. */
export function reckonedTokens(settings: ProviderConfig, request: ModelRequest): number {
  return (estimateRequestTokens(request, imageTokensOf(settings))?.total ?? 0) + longestAnswerOf(settings, request.params);
}

function settingsOf({ model, config: { providers } }: PricedModel) {
  const name = providerOf(model);
  return Object.hasOwn(providers, name) ? providers[name] : undefined;
}

function mostSearches({ tools = [] }: ModelRequest): number {
  return tools.reduce((sum, { web_search }) => sum + (web_search ? (web_search.max_searches ?? assumedSearches) : 0), 0);
}

/** Parameters that ask for a cache may put all input into it, which is dearer than reading it once. */
function cacheWrites(params: Readonly<Record<string, Json>>, input: number): Partial<Usage> {
  const said = JSON.stringify(params);
  if (!/"(?:cache_control|prompt_cache_options)"/.test(said)) return {};
  return { cacheWrite: input, ...(/"ttl":"(?:1h|12h)"/.test(said) && { cacheWriteLong: input }) };
}
