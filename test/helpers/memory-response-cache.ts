import type { ModelResponse } from "../../src/core/model-call/response.ts";
import type { KeptVector, ResponseCache } from "../../src/ports/response-cache.ts";

/** Answers in this process's memory. */
export function memoryResponseCache(): ResponseCache {
  const kept = new Map<string, { readonly json: string; readonly at: number }>();
  const vectors = new Map<string, KeptVector>();
  return {
    get(key) {
      const found = kept.get(key);
      return found && { response: JSON.parse(found.json) as ModelResponse, at: toSecond(found.at) };
    },
    put: (key, response, at) => void kept.set(key, { json: JSON.stringify(response), at }),
    getVector(key) {
      const found = vectors.get(key);
      return found && { vector: found.vector.slice(), at: toSecond(found.at) };
    },
    putVector: (key, vector, at) => void vectors.set(key, { vector: vector.map(Math.fround), at }),
    close: () => undefined,
  };
}

function toSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
