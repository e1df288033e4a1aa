import type { ResponseCache } from "../../ports/response-cache.ts";

/** A cache that does not know what was answered before. @param since As the evaluation's header has it; undefined = whatever was answered counts. */
export function reliedAnswers(cache: ResponseCache, since: string | undefined): ResponseCache {
  if (since === undefined) return cache;
  const earliest = Date.parse(since);
  const ifRelied = <T extends { readonly at: number }>(found: T | undefined) => (found !== undefined && found.at >= earliest ? found : undefined);
  return { ...cache, get: (key) => ifRelied(cache.get(key)), getVector: (key) => ifRelied(cache.getVector(key)) };
}
