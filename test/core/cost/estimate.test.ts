import { describe, expect, test } from "vitest";
import { estimateCost } from "../../../src/core/cost/estimate-cost.ts";
import { estimateRequestTokens, estimateTokens } from "../../../src/core/cost/estimate-tokens.ts";
import type { ModelRequest, RenderedPart } from "../../../src/core/model-call/request.ts";
import { dataUrl, png } from "../../helpers/pictures.ts";
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
const total = (request: ModelRequest) => estimateRequestTokens(request)?.total ?? 0;
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

  test("count a picture by what models charge, not by its bytes, and apart from the text", () => {
    const url = `data:image/png;base64,${"A".repeat(1_000_000)}`;
    expect(estimateRequestTokens(requestOf([{ kind: "image", url }]))).toEqual({ text: 4, images: 2_500, total: 2_504 });
    expect(estimateRequestTokens(requestOf([{ kind: "image", url, detail: "low" }]))).toEqual({ text: 4, images: 100, total: 104 });
  });

  test("count a picture as its provider does, by its size", () => {
    const counted: unknown[] = [];
    const image = { kind: "image", url: dataUrl("image/png", png(1_024, 768)), detail: "high" } as const;
    const tokens = estimateRequestTokens(requestOf([image, { kind: "image", url: "https://pictures.example/a.png" }]), (...asked) => (counted.push(asked), 70));
    expect(tokens?.images).toBe(140);
    expect(counted).toEqual([
      ["test", "high", { width: 1_024, height: 768 }],
      ["test", undefined, undefined],
    ]);
  });

  test("count tools and the output's schema", () => {
    const tools = [{ function: { name: "f", description: "Looks up a customer by number", parameters: { type: "object" } } }];
    const plain = total(requestOf([text("hi")]));
    expect(total(requestOf([text("hi")], { tools }))).toBeGreaterThan(plain + 10);
    expect(total(requestOf([text("hi")], { output: { format: "json", schema: { type: "object", properties: { a: {} } } } }))).toBeGreaterThan(plain + 3);
  });

  test("are unknown for a file of unknown size", () => {
    expect(estimateRequestTokens(requestOf([{ kind: "file", url: "https://example.com/a.pdf" }]))).toBeUndefined();
  });
});

describe("the most a call may cost", () => {
  const input = Math.ceil(total(requestOf([text("Hello there")])) * 1.25);

  test.each<[string, ModelRequest["params"], number]>([
    ["the limit its parameters set", { max_output_tokens: 50 }, 50],
    ["the limit under its other names", { max_tokens: 70 }, 70],
    ["1,024 tokens where none is set", {}, 1_024],
  ])("assumes an answer of %s", async (_what, params, output) => {
    expect(await cost(requestOf([text("Hello there")], { params }))).toBe(input * 1_000 + output * 10_000);
  });

  test("assumes what the provider itself allows where the prompt sets no limit", async () => {
    const claude: Pick<Config, "providers" | "prices"> = { providers: { claude: { kind: "anthropic" } }, prices: { "claude/test": { input: 0, output: 10 } } };
    expect(await estimateCost({ request: requestOf([text("Hello")]), model: "claude/test", config: claude, at: 0 })).toBe(4_096 * 10_000);
  });

  test("counts pictures as they are, and texts with a margin", async () => {
    // A picture of 1,024 × 1,024: 1,024 patches × 1.2 = 1,229 tokens.
    const image = { kind: "image", url: dataUrl("image/png", png(1_024, 1_024)) } as const;
    const params = { max_output_tokens: 1 };
    const plain = (await cost(requestOf([text("Hello there")], { params }))) ?? 0;
    expect((await cost(requestOf([text("Hello there"), image], { params }))) ?? 0).toBe(plain + 1_229 * 1_000);
  });

  test("reckons with all input being written to a cache where the prompt asks for one", async () => {
    const written: Pick<Config, "providers" | "prices"> = {
      providers: { claude: { kind: "anthropic" } },
      prices: { "claude/test": { input: 1, output: 0, cache_write: 1.25, cache_write_long: 2 } },
    };
    const at = async (params: ModelRequest["params"]) =>
      estimateCost({ request: requestOf([text("Hello there")], { params }), model: "claude/test", config: written, at: 0 });
    expect(await at({})).toBe(input * 1_000);
    expect(await at({ cache_control: { type: "ephemeral" } })).toBe(input * 1_250);
    expect(await at({ cache_control: { type: "ephemeral", ttl: "1h" } })).toBe(input * 2_000);
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
