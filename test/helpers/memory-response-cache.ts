import type { ModelResponse } from "../../src/core/model-call/response.ts";
import type { ResponseCache } from "../../src/ports/response-cache.ts";

/** Answers in this process's memory. */
export function memoryResponseCache(): ResponseCache {
  const kept = new Map<string, string>();
  return {
    get(key) {
      const found = kept.get(key);
      return found === undefined ? undefined : (JSON.parse(found) as ModelResponse);
    },
    put: (key, response) => void kept.set(key, JSON.stringify(response)),
    close: () => undefined,
  };
}
