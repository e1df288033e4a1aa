import { LLMock, type Fixture } from "@copilotkit/aimock";
import { describe, expect, onTestFinished, test } from "vitest";
import { openProvider } from "../../src/adapters/providers/open-provider.ts";
import type { ModelRequest } from "../../src/core/model-call/request.ts";
import { callClock } from "../helpers/call-clock.ts";
import { dialects, type Dialect } from "../helpers/dialects.ts";
import { providerPorts } from "../helpers/provider-ports.ts";
import { asking } from "./provider.ts";

const vendors = dialects.filter(({ addressSetting }) => addressSetting === "base_url");

async function mockWith(fixtures: readonly Fixture[]): Promise<{ mock: LLMock; baseUrl: string }> {
  const mock = new LLMock({ port: 0 });
  mock.addFixtures([...fixtures]);
  const url = await mock.start();
  onTestFinished(() => mock.stop());
  return { mock, baseUrl: `${url}/v1` };
}

async function opened(dialect: Dialect, baseUrl: string) {
  const clock = callClock();
  const providers = { acme: dialect.settings({ baseUrl }) };
  return { clock, provider: await openProvider("acme", { providers }, providerPorts({ clock, env: { ACME_KEY: "a-key-of-acme" } })) };
}

const schema = { type: "object", properties: { team: { type: "string" } }, required: ["team"], additionalProperties: false } as const;
const prompt: ModelRequest = {
  model: "small",
  params: {},
  messages: [
    { role: "system", parts: [{ kind: "text", text: "You sort tickets." }] },
    { role: "user", parts: [{ kind: "text", text: "I was charged twice" }] },
  ],
  output: { format: "json", schema },
  tools: [{ function: { name: "look_up", description: "Looks an order up.", parameters: { type: "object", properties: { id: { type: "integer" } } } } }],
};

describe.each(vendors.map((dialect) => [dialect.name, dialect] as const))("a server that nobody here wrote, asked as %s", (_, dialect) => {
  test("understands one and the same prompt: its system message, question and tools", async () => {
    const { mock, baseUrl } = await mockWith([
      { match: { systemMessage: "You sort tickets.", userMessage: "charged twice" }, response: { content: '{"team":"billing"}' } },
    ]);
    const { provider } = await opened(dialect, baseUrl);
    expect((await provider.call(prompt)).text).toBe('{"team":"billing"}');
    const [entry] = mock.getRequests();
    expect(JSON.stringify(entry?.body)).toContain("look_up");
  });

  test("is waited for through a 429 and a 503 until it answers, and each attempt is told of", async () => {
    const { baseUrl } = await mockWith([
      { match: { sequenceIndex: 0 }, response: { error: { message: "Too many requests" }, status: 429, retryAfter: 3 } },
      { match: { sequenceIndex: 1 }, response: { error: { message: "Overloaded" }, status: 503 } },
      { match: {}, response: { content: "at last" } },
    ]);
    const { provider, clock } = await opened(dialect, baseUrl);
    const response = await provider.call(asking("Hello"));
    expect(response.text).toBe("at last");
    expect(response.attempts.map(({ outcome, status }) => [outcome, status])).toEqual([
      ["rate-limit", 429],
      ["server", 503],
      ["answered", undefined],
    ]);
    expect(clock.waits[0]).toBe(3_000);
  });

  test("is left alone after one question that it does not know", async () => {
    const { mock, baseUrl } = await mockWith([{ match: { userMessage: "something else" }, response: { content: "never" } }]);
    const { provider } = await opened(dialect, baseUrl);
    await expect(provider.call(asking("Hello"))).rejects.toMatchObject({ kind: "bad-request", status: 404 });
    expect(mock.getRequests()).toHaveLength(1);
  });

  test.runIf(dialect.streams)("cuts a stream short: never a short answer", async () => {
    const { baseUrl } = await mockWith([
      { match: { sequenceIndex: 0 }, response: { content: "A whole answer of several pieces." }, chunkSize: 4, truncateAfterChunks: 3 },
      { match: {}, response: { content: "A whole answer of several pieces." } },
    ]);
    const { provider } = await opened(dialect, baseUrl);
    expect(await provider.call(asking("Hello"))).toMatchObject({
      text: "A whole answer of several pieces.",
      attempts: [{ outcome: "network" }, { outcome: "answered" }],
    });
  });
});

test("aimock's embeddings are read as they are", async () => {
  const { baseUrl } = await mockWith([{ match: { inputText: "refund" }, response: { embedding: [0.25, -0.5, 1] } }]);
  const providers = { acme: { kind: "openai", base_url: baseUrl } as const };
  const provider = await openProvider("acme", { providers }, providerPorts());
  expect(await provider.embed?.("tiny", ["a refund"])).toMatchObject({ vectors: [[0.25, -0.5, 1]], attempts: [{ outcome: "answered" }] });
});
