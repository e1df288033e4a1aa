import { describe, expect, test } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { Provider } from "../../../src/ports/provider.ts";
import { failureOf } from "../../contract/provider.ts";
import { callClock } from "../../helpers/call-clock.ts";
import { hangs, modelServer, refuses, sends, type ModelServer } from "../../helpers/model-server.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";

async function openai(): Promise<{ server: ModelServer; provider: Provider; clock: ReturnType<typeof callClock> }> {
  const server = await modelServer();
  const clock = callClock();
  const providers = { acme: { kind: "openai", base_url: server.baseUrl, max_retries: 1 } as const };
  return { server, clock, provider: await openProvider("acme", { providers }, providerPorts({ clock })) };
}

const base64 = (numbers: readonly number[]) => Buffer.from(new Float32Array(numbers).buffer).toString("base64");
const usage = { prompt_tokens: 9, total_tokens: 9 };

describe("openai: embeddings", () => {
  test.each([
    ["base64", base64],
    ["numbers", (numbers: readonly number[]) => numbers],
  ])("vectors come in the texts' order, whatever order they were sent in, as %s", async (_form, form) => {
    const { server, provider } = await openai();
    const data = [
      { index: 1, embedding: form([0.5, -0.25]) },
      { index: 0, embedding: form([1, 2]) },
    ];
    server.next(sends({ data, model: "tiny-2026", usage }));
    const found = await provider.embed?.("tiny", ["a", "b"]);
    expect(found).toEqual({
      vectors: [
        [1, 2],
        [0.5, -0.25],
      ],
      usage: { input: 9, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 },
      modelAnswered: "tiny-2026",
      latencyMs: 0,
      attempts: [{ outcome: "answered", latencyMs: 0 }],
    });
    expect(server.calls[0]).toMatchObject({ path: "/v1/embeddings", body: { model: "tiny", input: ["a", "b"] } });
  });

  test.each([
    ["too few vectors", [{ index: 0, embedding: [1] }]],
    ["no numbers", [{ embedding: ["a"] }, { embedding: [1] }]],
    ["vectors of different lengths", [{ embedding: [1] }, { embedding: [1, 2] }]],
    ["empty vectors", [{ embedding: [] }, { embedding: [] }]],
    ["nothing", undefined],
  ])("%s is an answer that cannot be read: asked for once more, then refused", async (_what, data) => {
    const { server, provider } = await openai();
    server.next(sends({ data, usage }));
    const error = await failureOf(provider.embed!("tiny", ["a", "b"]));
    expect(error).toMatchObject({ kind: "malformed", attempts: [{ outcome: "malformed" }, { outcome: "malformed" }] });
  });

  test("they are retried, timed and stopped as calls are", async () => {
    const { server, provider, clock } = await openai();
    server.next(refuses(429, { "retry-after": "7" }), sends({ data: [{ embedding: [1] }] }));
    expect(await provider.embed?.("tiny", ["a"])).toMatchObject({
      usage: undefined,
      attempts: [{ outcome: "rate-limit", status: 429 }, { outcome: "answered" }],
    });
    expect(clock.waits).toEqual([7_000]);
    server.next(hangs);
    const failing = failureOf(provider.embed!("tiny", ["a"]));
    await server.received(3);
    clock.expire();
    await server.received(4);
    clock.expire();
    expect(await failing).toMatchObject({ kind: "timeout", attempts: [{ outcome: "timeout" }, { outcome: "timeout" }] });
  });
});

describe("scripted: embeddings", () => {
  const files = { "rules.yml": "schema_version: 1\nrules:\n  - answer: ok\n" };
  const open = () => openProvider("demo", { providers: { demo: { kind: "scripted", rules: "rules.yml" } } }, providerPorts({ files }));

  test("need no network, are the same every time, and count tokens", async () => {
    const first = await (await open()).embed?.("any", ["I want my money back.", "Hello"]);
    expect(await (await open()).embed?.("any", ["I want my money back.", "Hello"])).toEqual(first);
    expect(first).toMatchObject({ modelAnswered: "any", attempts: [{ outcome: "answered", latencyMs: 0 }] });
    expect(first?.usage?.input).toBeGreaterThan(4);
  });
});
