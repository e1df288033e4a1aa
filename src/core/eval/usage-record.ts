import type { Static } from "../model/shape.ts";
import type { Usage } from "../model-call/response.ts";
import type { UsageRecord } from "./case-result.ts";

type Recorded = Static<typeof UsageRecord>;

/** Token counts as they are recorded. Counts that are zero are left out: most models have none of them. */
export function usageRecord({ input, output, cachedInput, cacheWrite, reasoning, webSearches, cacheWriteLong = 0, rate }: Usage): Recorded {
  return {
    input,
    output,
    ...(cachedInput > 0 ? { cached_input: cachedInput } : {}),
    ...(cacheWrite > 0 ? { cache_write: cacheWrite } : {}),
    ...(reasoning > 0 ? { reasoning } : {}),
    ...(webSearches > 0 ? { web_searches: webSearches } : {}),
    ...(cacheWriteLong > 0 ? { cache_write_long: cacheWriteLong } : {}),
    ...(rate === undefined ? {} : { rate }),
  };
}

/** The inverse of `usageRecord`. */
export function usageOfRecord(recorded: Recorded): Usage {
  const { input, output, cached_input = 0, cache_write = 0, reasoning = 0, web_searches = 0, cache_write_long, rate } = recorded;
  return {
    input,
    output,
    cachedInput: cached_input,
    cacheWrite: cache_write,
    reasoning,
    webSearches: web_searches,
    ...(cache_write_long === undefined ? {} : { cacheWriteLong: cache_write_long }),
    ...(rate === undefined ? {} : { rate }),
  };
}
