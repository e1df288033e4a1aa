import type { ModelResponse } from "../../src/core/model-call/response.ts";
import type { ResponseCache } from "../../src/ports/response-cache.ts";

/** Answers in this process's memory. */
export function memoryResponseCache(): ResponseCache {
  const kept = new Map<string, string>();
  const vectors = new Map<string, readonly number[]>();
  return {
    get(key) {
      const found = kept.get(key);
      return found === undefined ? undefined : (JSON.parse(found) as ModelResponse);
    },
    put: (key, response) => void kept.set(key, JSON.stringify(response)),
    getVector: (key) => vectors.get(key)?.slice(),
    putVector: (key, vector) => void vectors.set(key, vector.map(Math.fround)),
    close: () => undefined,
  };
}
