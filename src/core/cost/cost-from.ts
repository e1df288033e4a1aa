import type { Usage } from "../model-call/response.ts";
import type { ModelPrices, Rates } from "./model-prices.ts";
import { nanoDollars } from "./nano-dollars.ts";

/**
 * What a call cost at these prices, in whole nano-dollars; undefined when they do not say all of it: they are not known, the provider told no
 * usage, it searched at no known price, or it was served at another rate than the table's.
 */
export function costFrom({ source, rates, web_search: search, call = 0 }: ModelPrices, usage: Usage | undefined): number | undefined {
  if (source === "free") return 0;
  if (rates === undefined || usage === undefined) return undefined;
  if (usage.webSearches > 0 && search === undefined) return undefined;
  // The project's own prices are what it pays, whatever the tier.
  if (usage.rate !== undefined && source !== "project") return undefined;
  const tokens = tokenDollars(ratesFor(rates, usage.input), usage);
  return tokens === undefined ? undefined : nanoDollars(tokens + usage.webSearches * (search ?? 0) + call);
}

function ratesFor(rates: readonly Rates[], input: number): Rates | undefined {
  return rates.findLast(({ above = -1 }) => input > above);
}

/** Counts that contradict each other, which some servers send, are cut to what they are parts of. */
function tokenDollars(rates: Rates | undefined, usage: Usage): number | undefined {
  if (rates === undefined) return undefined;
  const cached = Math.min(usage.cachedInput, usage.input);
  const written = Math.min(usage.cacheWrite, usage.input - cached);
  const long = Math.min(usage.cacheWriteLong ?? 0, written);
  const reasoning = Math.min(usage.reasoning, usage.output);
  const { input, output, cached_input = input, cache_write = input, reasoning: thought = output } = rates;
  // Kept for longer is dearer, but only where writing has a price at all.
  const cache_write_long = rates.cache_write_long ?? (rates.cache_write === undefined ? input : undefined);
  if (long > 0 && cache_write_long === undefined) return undefined;
  const perMillion =
    (usage.input - cached - written) * input +
    cached * cached_input +
    (written - long) * cache_write +
    long * (cache_write_long ?? 0) +
    (usage.output - reasoning) * output +
    reasoning * thought;
  return perMillion / 1_000_000;
}
