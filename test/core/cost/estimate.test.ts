import { describe, expect, test } from "vitest";
import { estimateCost } from "../../../src/core/cost/estimate-cost.ts";
import { estimateRequestTokens, estimateTokens } from "../../../src/core/cost/estimate-tokens.ts";
import type { ModelRequest, RenderedPart } from "../../../src/core/model-call/request.ts";
import type { Config } from "../../../src/core/model/config.ts";

const config: Pick<Config, "providers" | "prices"> = {
  providers: { openai: { kind: "openai" }, scripted: { kind: "scripted", rules: "rules.yml" } },
  prices: { "openai/test": { input: 1, output: 10 } },
};
const requestOf = (parts: RenderedPart[], more: Partial<ModelRequest> = {}): ModelRequest => ({
  model: "test",
  params: {},
  messages: [{ role: "user", parts }],
  ...more,
});
const text = (words: string): RenderedPart => ({ kind: "text", text: words });
const cost = (request: ModelRequest, model = "openai/test") => estimateCost({ request, model, config, at: 0 });

describe("estimated tokens", () => {
  test("are near what a tokenizer counts for prose", () => {
    // 10 tokens in o200k.
    const sentence = "The quick brown fox jumps over the lazy dog.";
    expect(estimateTokens(sentence.repeat(100))).toBeGreaterThan(800);
    expect(estimateTokens(sentence.repeat(100))).toBeLessThan(1_300);
  });

  test("do not take base64 for a few long words", () => {
    expect(estimateTokens("QUJDRA".repeat(100))).toBe(300);
  });

  test("count a picture by what models charge, not by its bytes", () => {
    const url = `data:image/png;base64,${"A".repeat(1_000_000)}`;
    expect(estimateRequestTokens(requestOf([{ kind: "image", url }]))).toBe(2_504);
    expect(estimateRequestTokens(requestOf([{ kind: "image", url, detail: "low" }]))).toBe(104);
  });

  test("count tools and the output's schema", () => {
    const tools = [{ function: { name: "f", description: "Looks up a customer by number", parameters: { type: "object" } } }];
    const plain = estimateRequestTokens(requestOf([text("hi")])) ?? 0;
    expect(estimateRequestTokens(requestOf([text("hi")], { tools }))).toBeGreaterThan(plain + 10);
    expect(estimateRequestTokens(requestOf([text("hi")], { output: { format: "json", schema: { type: "object", properties: { a: {} } } } }))).toBeGreaterThan(
      plain + 3,
    );
  });

  test("are unknown for a file of unknown size", () => {
    expect(estimateRequestTokens(requestOf([{ kind: "file", url: "https://example.com/a.pdf" }]))).toBeUndefined();
  });
});

describe("the most a call may cost", () => {
  const input = Math.ceil((estimateRequestTokens(requestOf([text("Hello there")])) ?? 0) * 1.25);

  test.each<[string, ModelRequest["params"], number]>([
    ["the limit its parameters set", { max_output_tokens: 50 }, 50],
    ["the limit under its other names", { max_tokens: 70 }, 70],
    ["1,024 tokens where none is set", {}, 1_024],
  ])("assumes an answer of %s", async (_what, params, output) => {
    expect(await cost(requestOf([text("Hello there")], { params }))).toBe(input * 1_000 + output * 10_000);
  });

  test("counts every search that is allowed", async () => {
    const params = { max_output_tokens: 1 };
    const plain = (await cost(requestOf([text("Hello there")], { params }))) ?? 0;
    const searching = (await cost(requestOf([text("Hello there")], { params, tools: [{ web_search: { max_searches: 3 } }] }))) ?? 0;
    expect(searching - plain).toBeGreaterThan(30_000_000);
    expect(searching - plain).toBeLessThan(30_100_000);
  });

  test("is unknown where the price or a size is, and nothing for a scripted model", async () => {
    expect(await cost(requestOf([text("hi")]), "openai/gpt-99")).toBeUndefined();
    expect(await cost(requestOf([{ kind: "file", url: "https://example.com/a.pdf" }]))).toBeUndefined();
    expect(await cost(requestOf([text("hi")]), "scripted/any")).toBe(0);
  });
});
