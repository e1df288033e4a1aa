import { describe, expect, test } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import { asking } from "../../contract/provider.ts";
import { modelServer, says, sendsPage, type Treatment } from "../../helpers/model-server.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";

const apis = ["responses", "chat"] as const;

async function answerTo(api: (typeof apis)[number], treatment: Treatment, stream = true) {
  const server = await modelServer();
  server.next(treatment);
  const providers = { acme: { kind: "openai", api, base_url: server.baseUrl, stream, max_retries: 0 } as const };
  const answer = await (await openProvider("acme", { providers }, providerPorts())).call(asking("Hello"));
  return { answer, body: server.calls[0]!.body };
}

const events = (...chunks: unknown[]) => [...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), "data: [DONE]\n\n"].join("");

describe.each(apis)("openai, %s, in pieces", (api) => {
  test.each([
    [{ text: "Grüße \u{1F980} und mehr", usage: { input: 100, output: 50, cached: 60, written: 10, reasoning: 20 } }],
    [
      {
        toolCalls: [
          { name: "look_up", arguments: '{"id": 7}' },
          { name: "other", arguments: "{}" },
        ],
      },
    ],
    [{ refusal: "I cannot help with that." }],
    [{ text: "half an ans", stopped: "length" } as const],
    [{ text: "See there.", citations: [{ url: "https://a.example/1", title: "One" }] }],
    [{ text: "ok", model: "small-2026-10-01", tier: "priority" }],
  ])("the answer is the same as at once: %j", async (said) => {
    const whole = (await answerTo(api, says(said), false)).answer;
    const { firstTokenMs, ...pieces } = (await answerTo(api, says(said))).answer;
    expect(pieces).toEqual(whole);
    expect(firstTokenMs).toBe(0);
  });

  test("it is asked for, and only when the configuration says so", async () => {
    expect((await answerTo(api, says({ text: "ok" }))).body).toMatchObject({ stream: true });
    expect((await answerTo(api, says({ text: "ok" }), false)).body).not.toHaveProperty("stream");
  });
});

describe("openai, in pieces: what other servers make of it", () => {
  test("chat asks for the usage, which otherwise no piece holds", async () => {
    expect((await answerTo("chat", says({ text: "ok" }))).body).toMatchObject({ stream_options: { include_usage: true } });
  });

  test("chat puts tool calls together whose pieces have no index", async () => {
    const call = (delta: unknown, finish: string | null = null) => ({ choices: [{ delta: { tool_calls: [delta] }, finish_reason: finish }] });
    const page = events(
      call({ id: "a", function: { name: "f", arguments: '{"x":' } }),
      call({ function: { arguments: "1}" } }),
      call({ id: "b", function: { name: "g", arguments: "{}" } }, "tool_calls"),
    );
    expect((await answerTo("chat", sendsPage(200, page, "text/event-stream"))).answer.toolCalls).toEqual([
      { name: "f", arguments: { x: 1 } },
      { name: "g", arguments: {} },
    ]);
  });

  test("chat without usage: unknown, not zero", async () => {
    const page = events({ model: "m", choices: [{ delta: { content: "ok" }, finish_reason: "stop" }] });
    expect((await answerTo("chat", sendsPage(200, page, "text/event-stream"))).answer).toMatchObject({ text: "ok", usage: undefined, modelAnswered: "m" });
  });

  test("responses whose last event has no output are put together from the items before it", async () => {
    const item = { type: "message", content: [{ type: "output_text", text: "whole" }] };
    const page = events(
      { type: "response.output_item.done", item },
      { type: "response.completed", response: { status: "completed", output: [], usage: { input_tokens: 1, output_tokens: 1 } } },
    );
    expect((await answerTo("responses", sendsPage(200, page, "text/event-stream"))).answer).toMatchObject({ text: "whole", usage: { input: 1 } });
  });
});
