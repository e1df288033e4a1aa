import { describe, expect, test } from "vitest";
import { costOf } from "../../../src/core/cost/cost-of.ts";
import type { Usage } from "../../../src/core/model-call/response.ts";
import type { Config } from "../../../src/core/model/config.ts";

const at = Date.UTC(2026, 10, 1);
const providers: Config["providers"] = {
  openai: { kind: "openai" },
  local: { kind: "openai", base_url: "http://localhost:11434/v1" },
  router: { kind: "openai", base_url: "https://openrouter.ai/api/v1" },
  scripted: { kind: "scripted", rules: "rules.yml" },
};
const prices: Config["prices"] = {
  "local/llama": { input: 0.1, output: 0.3 },
  "openai/negotiated": { input: 2, output: 8, cached_input: 0.5 },
  "scripted/dear": { input: 1, output: 1 },
};

function usage(counts: Partial<Usage>): Usage {
  return { input: 0, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0, ...counts };
}

const price = (model: string, counts: Partial<Usage> | undefined) => costOf({ model, usage: counts && usage(counts), config: { providers, prices }, at });

describe("what a call costs, to the nano-dollar", () => {
  // gpt-5-mini in November 2026: $0.25 a million input tokens, $0.025 cached, $2 output; $10 per 1,000 searches.
  test.each<[string, string, Partial<Usage>, number]>([
    // 400,000 × 250 + 600,000 × 25 nano-dollars
    ["cached input at its own rate", "openai/gpt-5-mini", { input: 1_000_000, cachedInput: 600_000 }, 115_000_000],
    // the same + 1,000 × 2,000
    ["output beside it", "openai/gpt-5-mini", { input: 1_000_000, cachedInput: 600_000, output: 1_000 }, 117_000_000],
    ["reasoning is part of the output", "openai/gpt-5-mini", { output: 1_000, reasoning: 900 }, 2_000_000],
    ["a single token", "openai/gpt-5-mini", { input: 1 }, 250],
    ["a dated model", "openai/gpt-5-mini-2025-08-07", { input: 4, output: 3 }, 7_000],
    ["web searches, a cent each", "openai/gpt-5-mini", { input: 1_000, webSearches: 3 }, 30_250_000],
    // 1,000,000 × 5 … above 272,000 tokens in, everything at the higher rate: 10 in, 45 out
    ["a long context at its own rate", "openai/gpt-5.5", { input: 1_000_000, output: 1_000_000 }, 55_000_000_000],
    ["another place's price for the same model", "router/openai/gpt-5-mini", { input: 1_000 }, 250_000],
    ["a configured price", "local/llama", { input: 1_000, output: 1_000 }, 400_000],
    ["a configured price without one for cached input", "local/llama", { input: 1_000, cachedInput: 500 }, 100_000],
    // 600 × 2,000 + 400 × 500 + 10 × 8,000 + 2 × 10,000,000
    ["a configured price with cached input and searches", "openai/negotiated", { input: 1_000, cachedInput: 400, output: 10, webSearches: 2 }, 21_480_000],
    ["a scripted model, nothing", "scripted/any", { input: 1_000, output: 1_000 }, 0],
    ["a scripted model with a configured price", "scripted/dear", { input: 1_000, output: 1_000 }, 2_000_000],
    ["nothing used, nothing paid", "openai/gpt-5-mini", {}, 0],
  ])("%s", async (_what, model, counts, nanoDollars) => {
    expect(await price(model, counts)).toBe(nanoDollars);
  });

  test.each<[string, string, Partial<Usage> | undefined]>([
    ["a model of a local server", "local/qwen", { input: 1 }],
    ["a local server's model with a famous name", "local/gpt-5-mini", { input: 1 }],
    ["a model that nobody has heard of", "openai/gpt-99", { input: 1 }],
    ["a provider that is not configured", "nowhere/gpt-5-mini", { input: 1 }],
    ["usage that the provider did not tell", "openai/gpt-5-mini", undefined],
    ["searches of another place", "router/openai/gpt-5-mini", { webSearches: 1 }],
  ])("is unknown, never zero: %s", async (_what, model, counts) => {
    expect(await price(model, counts)).toBeUndefined();
  });

  test("a scripted answer is free although it tells no usage", async () => {
    expect(await price("scripted/any", undefined)).toBe(0);
  });

  test("counts that contradict each other are priced, not an error", async () => {
    expect(await price("openai/gpt-5-mini", { input: 100, cachedInput: 200, cacheWrite: 50 })).toBe(2_500);
  });

  test("a price that changed is the one of the day of the call", async () => {
    const o3 = (on: number) => costOf({ model: "openai/o3", usage: usage({ input: 1_000_000, output: 1_000_000 }), config: { providers }, at: on });
    expect(await o3(Date.UTC(2025, 5, 1))).toBe(50_000_000_000);
    expect(await o3(Date.UTC(2025, 5, 20))).toBe(10_000_000_000);
  });
});
