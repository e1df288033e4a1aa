import { readFileSync } from "node:fs";
import { calcPrice, type Usage as TableUsage } from "@pydantic/genai-prices";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costFrom } from "../../../src/core/cost/cost-from.ts";
import { costOf } from "../../../src/core/cost/cost-of.ts";
import { nanoDollars } from "../../../src/core/cost/nano-dollars.ts";
import { priceSnapshot } from "../../../src/core/cost/price-snapshot.ts";
import { pricesOf } from "../../../src/core/cost/prices-of.ts";
import { tableVersion } from "../../../src/core/cost/table-prices.ts";
import type { EvaluationPlan } from "../../../src/core/eval/evaluation-plan.ts";
import type { Usage } from "../../../src/core/model-call/response.ts";
import type { Config } from "../../../src/core/model/config.ts";
import { readSpec } from "../../helpers/spec.ts";

const november = Date.UTC(2026, 10, 1);
const providers: Config["providers"] = {
  openai: { kind: "openai" },
  written: { kind: "openai", base_url: "https://api.openai.com/v1" },
  europe: { kind: "openai", base_url: "https://eu.api.openai.com/v1" },
  anthropic: { kind: "anthropic" },
  claude: { kind: "anthropic", base_url: "https://api.anthropic.com" },
  proxy: { kind: "anthropic", base_url: "https://openrouter.ai/api" },
  gemini: { kind: "openai", api: "chat", base_url: "https://generativelanguage.googleapis.com/v1beta/openai" },
  azure: { kind: "openai", base_url: "https://acme.openai.azure.com/openai/v1" },
  router: { kind: "openai", base_url: "https://openrouter.ai/api/v1" },
  local: { kind: "openai", base_url: "http://localhost:11434/v1" },
  mine: { kind: "http", url: "https://models.example/v1", request: {}, response: { text: "$.t" } },
  scripted: { kind: "scripted", rules: "rules.yml" },
};
const prices: Config["prices"] = {
  "local/llama": { input: 0.1, output: 0.3 },
  "openai/negotiated": { input: 2, output: 8, cached_input: 0.5, cache_write: 2.5, cache_write_long: 4, web_search: 0.005 },
  "openai/plain": { input: 1, output: 1 },
  "openai/written": { input: 1, output: 1, cache_write: 1.25 },
  "scripted/dear": { input: 1, output: 1 },
};
const config = { providers, prices };

interface CostCase {
  readonly it: string;
  readonly model: string;
  /** A day; November 2026 when absent. */
  readonly on?: string;
  readonly usage?: Readonly<Record<string, number | string>>;
  readonly reported_usd?: number;
  /** Exactly one of these. */
  readonly usd?: number;
  readonly unknown?: true;
}

function usageOf(told: NonNullable<CostCase["usage"]>): Usage {
  const count = (name: string) => Number(String(told[name] ?? 0).replaceAll("_", ""));
  return {
    input: count("input"),
    output: count("output"),
    cachedInput: count("cached_input"),
    cacheWrite: count("cache_write"),
    reasoning: count("reasoning"),
    webSearches: count("web_searches"),
    ...("cache_write_long" in told && { cacheWriteLong: count("cache_write_long") }),
    ...(typeof told["rate"] === "string" && { rate: told["rate"] }),
  };
}

for (const { file, content } of readSpec<readonly CostCase[]>("costs")) {
  describe(`what a call costs: ${file}`, () => {
    test.each(content.map((each) => [each.it, each] as const))("%s", async (_, { model, on, usage, reported_usd: reported, usd }) => {
      const cost = await costOf({
        model,
        usage: usage && usageOf(usage),
        reported: reported === undefined ? undefined : nanoDollars(reported),
        config,
        at: on === undefined ? november : Date.parse(on),
      });
      expect(cost).toBe(usd === undefined ? undefined : nanoDollars(usd));
    });
  });
}

describe("prices as they are recorded", () => {
  test("the version of the table is the one that is installed", () => {
    const manifest = readFileSync(new URL("../../../node_modules/@pydantic/genai-prices/package.json", import.meta.url), "utf8");
    expect((JSON.parse(manifest) as { version: string }).version).toBe(tableVersion);
  });

  test("tell where they come from, for which day, and the rates of longer contexts", async () => {
    expect(await pricesOf({ model: "openai/gpt-6-sol", config, at: november })).toEqual({
      source: `table ${tableVersion}`,
      on: "2026-11-01T00:00:00.000Z",
      rates: [
        { input: 2, cached_input: 0.2, cache_write: 2.5, output: 10 },
        { above: 272_000, input: 4, cached_input: 0.4, cache_write: 5, output: 15 },
      ],
      web_search: 0.01,
    });
    expect(await pricesOf({ model: "local/llama", config, at: november })).toMatchObject({ source: "project", rates: [{ input: 0.1, output: 0.3 }] });
    expect(await pricesOf({ model: "scripted/any", config, at: november })).toMatchObject({ source: "free" });
    expect(await pricesOf({ model: "local/qwen", config, at: november })).toEqual({ source: "unknown", on: "2026-11-01T00:00:00.000Z" });
  });

  test("who gives another's answers has the other's prices, and two that stand for one another have none", async () => {
    const stands = (provider: string) => ({ kind: "replay" as const, recordings: "recordings", provider });
    const providers = { ...config.providers, kept: stands("openai"), priced: stands("openai"), one: stands("two"), two: stands("one"), alone: stands("alone") };
    const known = { providers, prices: { ...config.prices, "priced/gpt-6-sol": { input: 7, output: 8 } } };
    expect(await pricesOf({ model: "kept/gpt-6-sol", config: known, at: november })).toEqual(
      await pricesOf({ model: "openai/gpt-6-sol", config, at: november }),
    );
    expect(await pricesOf({ model: "priced/gpt-6-sol", config: known, at: november })).toMatchObject({ source: "project", rates: [{ input: 7 }] });
    for (const name of ["one", "two", "alone"])
      expect(await pricesOf({ model: `${name}/gpt-6-sol`, config: known, at: november })).toMatchObject({ source: "unknown" });
  });

  test("those of an evaluation name every model it asks, judges included, once", async () => {
    const prompt = { model: "openai/gpt-5-mini", judges: [{ model: "anthropic/claude-haiku-4-5" }, { model: "local/qwen" }] };
    const plan = { prompts: [prompt, { ...prompt, judges: [] }] } as unknown as EvaluationPlan;
    const snapshot = await priceSnapshot(plan, { config, at: november });
    expect(Object.entries(snapshot).map(([model, { source }]) => [model, source])).toEqual([
      ["anthropic/claude-haiku-4-5", `table ${tableVersion}`],
      ["local/qwen", "unknown"],
      ["openai/gpt-5-mini", `table ${tableVersion}`],
    ]);
  });

  const models = [
    ["openai", ["gpt-5-mini", "gpt-5.5", "gpt-6-sol", "gpt-4o", "o3", "gpt-4.1-nano", "text-embedding-3-large"]],
    ["anthropic", ["claude-haiku-4-5", "claude-sonnet-4-5", "claude-opus-5-5", "claude-sonnet-5", "claude-opus-4-1"]],
    ["google", ["gemini-2.5-pro", "gemini-2.5-flash", "gemini-3-pro-preview"]],
  ] as const;

  test("give the table's own cost again, for whatever usage", async () => {
    const urls = { openai: "openai", anthropic: "anthropic", google: "gemini" };
    const known = await Promise.all(
      models.flatMap(([place, names]) =>
        names.map(async (name) => ({ place, name, prices: await pricesOf({ model: `${urls[place]}/${name}`, config, at: november }) })),
      ),
    );
    expect(known.filter(({ prices: { rates } }) => rates === undefined)).toEqual([]);
    const count = fc.integer({ min: 0, max: 400_000 });
    const law = fc.property(
      fc.constantFrom(...known),
      count,
      count,
      count,
      count,
      count,
      ({ place, name, prices: own }, fresh, cachedInput, short, long, output) => {
        const hourly = own.rates?.[0]?.cache_write_long === undefined ? 0 : long;
        const usage: Usage = {
          input: fresh + cachedInput + short + hourly,
          cachedInput,
          cacheWrite: short + hourly,
          cacheWriteLong: hourly,
          output,
          reasoning: 0,
          webSearches: 0,
        };
        const told: TableUsage = { input_tokens: usage.input, output_tokens: output, cache_read_tokens: cachedInput, cache_write_tokens: usage.cacheWrite };
        const theirs = calcPrice({ ...told, ...(hourly > 0 && { cache_write_1h_tokens: hourly }) }, name, { providerId: place, timestamp: new Date(november) });
        // Binary floats added in another order may differ in the last place.
        expect(Math.abs((costFrom(own, usage) ?? -1) - nanoDollars(theirs?.total_price ?? 0))).toBeLessThanOrEqual(1);
      },
    );
    fc.assert(law, { numRuns: 500 });
  });
});
