import type { ModelRequest } from "../model-call/request.ts";
import type { Json } from "../model/shape.ts";
import { costOf, type CostInput } from "./cost-of.ts";
import { estimateRequestTokens } from "./estimate-tokens.ts";

/** Estimates of input run low by up to a tenth on prose and more on numbers. */
const inputMargin = 1.25;
/** Tokens assumed for an answer that the prompt's parameters do not limit. */
const assumedOutput = 1_024;
/** Searches assumed where the prompt allows them and sets no number. */
const assumedSearches = 10;

/**
 * What a call may cost at most, in nano-dollars, known before it is made: the estimated input with a margin, the longest answer its
 * parameters allow, every search it may run. Undefined = the price, or the size of an attached file, is not known.
 */
export async function estimateCost({ request, ...priced }: Omit<CostInput, "usage"> & { readonly request: ModelRequest }): Promise<number | undefined> {
  const input = estimateRequestTokens(request);
  if (input === undefined) return undefined;
  const webSearches = (request.tools ?? []).reduce((sum, { web_search }) => sum + (web_search ? (web_search.max_searches ?? assumedSearches) : 0), 0);
  const usage = { input: Math.ceil(input * inputMargin), output: longestAnswer(request.params), cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches };
  return costOf({ ...priced, usage });
}

function longestAnswer(params: Readonly<Record<string, Json>>): number {
  const limits = [params["max_output_tokens"], params["max_completion_tokens"], params["max_tokens"]];
  return limits.find((limit) => typeof limit === "number") ?? assumedOutput;
}
