import { setImmediate as endOfTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { ModelResponse } from "../../src/core/model-call/response.ts";
import type { ResponseCache } from "../../src/ports/response-cache.ts";

const at = Date.parse("2026-11-20T09:00:00.750Z");
/** As it comes back. */
const second = Date.parse("2026-11-20T09:00:00Z");

/** What every response cache must do. @param make A new, empty one. */
export function responseCacheContract(name: string, make: () => ResponseCache): void {
  describe(`response cache: ${name}`, () => {
    it("gives back exactly what was put in", () => {
      const cache = make();
      const response = answer('Grüße \u{1F980}\n"quoted"\u0000', {
        toolCalls: [{ name: "f", arguments: { a: [1, null] } }],
        citations: [{ url: "https://a.example/" }],
        refusal: "no",
      });
      cache.put("a".repeat(64), response, at);
      expect(cache.get("a".repeat(64))).toEqual({ response, at: second });
      cache.close();
    });

    it("knows nothing it was not told", () => {
      const cache = make();
      cache.put("a", answer("one"), at);
      expect(cache.get("b")).toBeUndefined();
      cache.close();
    });

    it("keeps the last of several answers", () => {
      const cache = make();
      cache.put("a", answer("one"), at);
      cache.put("a", answer("two"), at);
      expect(cache.get("a")?.response.text).toBe("two");
      cache.close();
    });

    it("tells when the last of several was given, before it was written and after", async () => {
      const cache = make();
      cache.put("a", answer("one"), at);
      cache.put("a", answer("two"), at + 60_000);
      expect(cache.get("a")?.at).toBe(second + 60_000);
      await endOfTurn();
      expect(cache.get("a")?.at).toBe(second + 60_000);
      cache.close();
    });

    it("keeps vectors to the last digit of single precision", () => {
      const cache = make();
      const vector = [0, -1, 0.1, 1e-30, 3.4e38, 1 / 3].map(Math.fround);
      cache.putVector("a", vector, at);
      expect(cache.getVector("a")).toEqual({ vector, at: second });
      expect(cache.getVector("b")).toBeUndefined();
      cache.putVector("c", [], at);
      expect(cache.getVector("c")?.vector).toEqual([]);
      cache.close();
    });

    it("takes no answer for a vector", () => {
      const cache = make();
      cache.put("a", answer("one"), at);
      expect(cache.getVector("a")).toBeUndefined();
      cache.close();
    });

    it("hands out copies: nobody changes what others will read", () => {
      const cache = make();
      const response = answer("one");
      cache.put("a", response, at);
      Object.assign(response, { text: "changed" });
      Object.assign(cache.get("a")!.response, { text: "changed too" });
      expect(cache.get("a")?.response.text).toBe("one");
      cache.close();
    });
  });
}

export function answer(text: string, more: Partial<ModelResponse> = {}): ModelResponse {
  const usage = { input: 1, output: 2, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };
  return {
    text,
    toolCalls: [],
    citations: [],
    usage,
    finishReason: "stop",
    modelAnswered: "small",
    latencyMs: 12.5,
    attempts: [{ outcome: "answered", latencyMs: 12.5 }],
    ...more,
  };
}
