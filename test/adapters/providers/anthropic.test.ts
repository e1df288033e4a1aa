import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { ModelRequest } from "../../../src/core/model-call/request.ts";
import type { SettingsOf } from "../../../src/core/providers/registry.ts";
import { asking, failureOf } from "../../contract/provider.ts";
import { modelServer, refuses, says, sends, type Said, type Treatment } from "../../helpers/model-server.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";

const key = "test-key-3fd81b06c9";

async function opened(settings: Partial<SettingsOf<"anthropic">> = {}) {
  const server = await modelServer();
  const config = { providers: { acme: { kind: "anthropic", base_url: server.baseUrl, api_key_env: "ACME_KEY", max_retries: 0, ...settings } as const } };
  return { server, provider: await openProvider("acme", config, providerPorts({ env: { ACME_KEY: key, ANTHROPIC_API_KEY: "another-key" } })) };
}

async function answerTo(treatment: Treatment, settings: Partial<SettingsOf<"anthropic">> = {}) {
  const { server, provider } = await opened(settings);
  server.next(treatment);
  return provider.call(asking("Hello"));
}

/** The body that was sent for a request. */
async function sentBody(request: Partial<ModelRequest>, settings: Partial<SettingsOf<"anthropic">> = {}): Promise<Record<string, unknown>> {
  const { server, provider } = await opened(settings);
  server.next(says({ text: "ok" }));
  await provider.call({ ...asking("Hello"), ...request });
  return server.calls[0]!.body;
}

async function refused(request: Partial<ModelRequest>, settings: Partial<SettingsOf<"anthropic">> = {}): Promise<string> {
  const { server, provider } = await opened(settings);
  const error = await failureOf(provider.call({ ...asking("Hello"), ...request }));
  expect(error.kind).toBe("bad-request");
  expect(server.calls).toEqual([]);
  return error.message;
}

const text = (said: string) => ({ kind: "text", text: said }) as const;
const user = (...parts: ModelRequest["messages"][number]["parts"]): ModelRequest["messages"][number] => ({ role: "user", parts });

describe("anthropic: keys, versions and addresses", () => {
  test("nothing of the SDK's environment redirects or authenticates a call", async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    const elsewhere = await modelServer();
    for (const [name, value] of Object.entries({
      ANTHROPIC_BASE_URL: elsewhere.baseUrl,
      ANTHROPIC_API_KEY: "another-key",
      ANTHROPIC_AUTH_TOKEN: "a-token",
      ANTHROPIC_CUSTOM_HEADERS: "authorization: Bearer stolen\nx-extra: yes",
      ANTHROPIC_PROFILE: "mine",
      ANTHROPIC_IDENTITY_TOKEN: "token",
      ANTHROPIC_ORGANIZATION_ID: "org",
      ANTHROPIC_FEDERATION_RULE_ID: "rule",
      ANTHROPIC_LOG: "debug",
      OTEL_EXPORTER_OTLP_ENDPOINT: elsewhere.baseUrl,
    }))
      vi.stubEnv(name, value);
    const { server, provider } = await opened();
    server.next(says({ text: "ok" }));
    await provider.call(asking("Hello"));
    expect(elsewhere.calls).toEqual([]);
    const { headers } = server.calls[0]!;
    expect(headers).toMatchObject({ authorization: `Bearer ${key}`, "anthropic-version": "2026-10-21", "user-agent": "promptops" });
    expect(headers).not.toHaveProperty("x-extra");
    expect(headers).not.toHaveProperty("x-api-key");
    expect(headers).not.toHaveProperty("traceparent");
  });

  test("the API's older version wants the key in its own header", async () => {
    const { server, provider } = await opened({ api_version: "2023-06-01" });
    server.next(says({ text: "ok" }));
    await provider.call({ ...asking("Hello"), params: { temperature: 0.2 } });
    expect(server.calls[0]).toMatchObject({ headers: { "anthropic-version": "2023-06-01", "x-api-key": key }, body: { temperature: 0.2 } });
    expect(server.calls[0]!.headers).not.toHaveProperty("authorization");
  });

  test.each(["temperature", "top_p", "top_k"])("the newer version has no `%s`: it is said before anything is sent, and what to do", async (param) => {
    expect(await refused({ params: { [param]: 1 } })).toContain("`api_version: 2023-06-01`");
  });

  test("Anthropic's own key is for Anthropic's own server, and another server gets a placeholder", async () => {
    const server = await modelServer();
    server.next(says({ text: "ok" }));
    const ports = providerPorts({ env: { ANTHROPIC_API_KEY: key } });
    const local = await openProvider("local", { providers: { local: { kind: "anthropic", base_url: server.baseUrl } } }, ports);
    await local.call(asking("Hello"));
    expect(server.calls[0]?.headers.authorization).toBe("Bearer none");
    const own = await openProvider("own", { providers: { own: { kind: "anthropic" } } }, providerPorts());
    await expect(own.call(asking("Hello"))).rejects.toMatchObject({ code: "missing-key", message: expect.stringContaining("ANTHROPIC_API_KEY") });
  });

  test("an address with the version at its end and one without are the same", async () => {
    const at = async (base_url: string) => (await openProvider("p", { providers: { p: { kind: "anthropic", base_url } } }, providerPorts())).fingerprint;
    expect(await at("http://127.0.0.1:9/v1/")).toBe(await at("http://127.0.0.1:9"));
    expect(await at("http://127.0.0.1:9/proxy")).not.toBe(await at("http://127.0.0.1:9"));
  });

  test("failures in Anthropic's form are told in its words", async () => {
    const { server, provider } = await opened();
    server.next((reply) => {
      reply
        .writeHead(529, { "content-type": "application/json" })
        .end(JSON.stringify({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }));
    });
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "server", status: 529, message: "acme answered 529: Overloaded." });
    server.next(refuses(402, {}, { type: "billing_error", message: "No credit." }));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "auth", status: 402 });
  });
});

describe("anthropic: what is sent", () => {
  const png = "data:image/png;base64,iVBORw0KGgo=";

  test("instructions at the beginning are the system prompt; every other role and part keeps its place and form", async () => {
    const messages: ModelRequest["messages"] = [
      { role: "system", parts: [text("Be brief.")] },
      { role: "developer", parts: [text("Say please.")] },
      user(
        text("Look:"),
        { kind: "image", url: png, detail: "low" },
        { kind: "image", url: "https://pictures.example/cat.jpg" },
        { kind: "file", url: "data:application/pdf;base64,JVBERi0=", name: "terms.pdf" },
        { kind: "file", url: "data:text/plain;base64,R3LDvMOfZQ==" },
        { kind: "file", url: "https://files.example/a.pdf" },
      ),
      { role: "assistant", parts: [text("A cat."), text("A black one.")] },
      { role: "system", parts: [text("The user is a child.")] },
      user(text("And now?")),
    ];
    const body = await sentBody({ messages });
    expect(body["system"]).toEqual([
      { type: "text", text: "Be brief." },
      { type: "text", text: "Say please." },
    ]);
    expect(body["messages"]).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Look:" },
          { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } },
          { type: "image", source: { type: "url", url: "https://pictures.example/cat.jpg" } },
          { type: "document", source: { type: "base64", media_type: "application/pdf", data: "JVBERi0=" }, title: "terms.pdf" },
          { type: "document", source: { type: "text", media_type: "text/plain", data: "Grüße" } },
          { type: "document", source: { type: "url", url: "https://files.example/a.pdf" } },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "text", text: "A cat." },
          { type: "text", text: "A black one." },
        ],
      },
      { role: "system", content: "The user is a child." },
      { role: "user", content: "And now?" },
    ]);
    expect((await sentBody({ messages: [{ role: "system", parts: [text("Be brief.")] }, user(text("Hi"))] }))["system"]).toBe("Be brief.");
    expect(await sentBody({})).not.toHaveProperty("system");
  });

  test.each([
    ["an image of another format", [user({ kind: "image", url: "data:image/tiff;base64,AAAA" })], "image/tiff"],
    ["a file of another format", [user({ kind: "file", url: "data:application/zip;base64,AAAA" })], "application/zip"],
    ["a picture that the assistant sent", [{ role: "assistant" as const, parts: [{ kind: "image" as const, url: png }] }], "user messages only"],
  ])("%s cannot be sent, and why", async (_what, messages, reason) => {
    expect(await refused({ messages })).toContain(reason);
  });

  test("an answer has room for 4,096 tokens unless the prompt says otherwise, in any provider's word; what is thought comes on top", async () => {
    const limit = async (params: ModelRequest["params"]) => (await sentBody({ params }))["max_tokens"];
    expect(await limit({})).toBe(4_096);
    expect(await limit({ max_tokens: 50 })).toBe(50);
    expect(await limit({ max_output_tokens: 60 })).toBe(60);
    expect(await limit({ max_completion_tokens: 70 })).toBe(70);
    expect(await limit({ thinking: { type: "enabled", budget_tokens: 2_000 } })).toBe(6_096);
    expect(await sentBody({ params: { max_output_tokens: 60 } })).not.toHaveProperty("max_output_tokens");
  });

  test("parameters go out as they are, and cannot replace what the prompt says", async () => {
    const params = { stop_sequences: ["END"], thinking: { type: "adaptive" }, metadata: { user_id: "u" } };
    expect(await sentBody({ params })).toMatchObject({ ...params, model: "small" });
    expect(await refused({ params: { system: "Other" } })).toContain("`system`");
  });

  test("an output contract's schema is held to; what the API does not know of it becomes a description", async () => {
    const schema = { type: "object", properties: { age: { type: "integer", minimum: 0 } }, required: ["age"] } as const;
    const { output_config: config } = await sentBody({ output: { format: "json", schema }, params: { output_config: { effort: "low" } } });
    expect(config).toEqual({
      effort: "low",
      format: {
        type: "json_schema",
        schema: { type: "object", properties: { age: { type: "integer", description: "{minimum: 0}" } }, required: ["age"], additionalProperties: false },
      },
    });
  });

  test.each([
    ["a dictionary", { type: "object", additionalProperties: { type: "string" } }],
    ["a dictionary within", { type: "object", properties: { by_name: { type: "object", additionalProperties: true } } }],
    ["something else than an object", { type: "array", items: { type: "string" } }],
    ["a part of any type", { type: "object", properties: { any: {} } }],
  ] as const)("a schema of %s cannot be held to, and is not sent", async (_what, schema) => {
    expect(await sentBody({ output: { format: "json", schema } })).not.toHaveProperty("output_config");
  });

  test("function tools, and tools given as plain parameters beside them", async () => {
    const given = { type: "code_execution_20250825", name: "code_execution" };
    const tool = { name: "look_up", description: "Looks it up.", parameters: { type: "object", properties: {} }, strict: true } as const;
    expect((await sentBody({ tools: [{ function: tool }], params: { tools: [given] } }))["tools"]).toEqual([
      { name: "look_up", description: "Looks it up.", input_schema: { type: "object", properties: {} }, strict: true },
      given,
    ]);
  });

  test("web search with its policy", async () => {
    const search = { type: "web_search_20250305", name: "web_search" };
    expect((await sentBody({ tools: [{ web_search: {} }] }))["tools"]).toEqual([search]);
    expect((await sentBody({ tools: [{ web_search: { allowed_domains: ["docs.example"], max_searches: 3 } }] }))["tools"]).toEqual([
      { ...search, allowed_domains: ["docs.example"], max_uses: 3 },
    ]);
  });

  test("an answer that may take more than ten minutes comes in pieces, whatever the settings say", async () => {
    expect(await sentBody({ params: { max_tokens: 21_333 } })).not.toHaveProperty("stream");
    expect(await sentBody({ params: { max_tokens: 21_334 } })).toMatchObject({ stream: true });
  });
});

describe("anthropic: answers", () => {
  const everything: Said = {
    text: "See there.",
    searches: 2,
    citations: [{ url: "https://a.example/1", title: "One" }, { url: "javascript:alert(1)" }],
    usage: { input: 100, output: 50, cached: 60, written: 30, writtenLong: 10, reasoning: 20 },
  };

  test("usage is all input, with what came from the cache and what went in for how long, thoughts and searches told apart", async () => {
    expect((await answerTo(says(everything))).usage).toEqual({
      input: 100,
      output: 50,
      cachedInput: 60,
      cacheWrite: 30,
      cacheWriteLong: 10,
      reasoning: 20,
      webSearches: 2,
    });
  });

  test("citations are https pages; what a search found is told with the words that were cited", async () => {
    expect(await answerTo(says(everything))).toMatchObject({
      citations: [{ url: "https://a.example/1", title: "One" }],
      searchResults: [{ url: "https://a.example/1", title: "One", text: "about https://a.example/1" }],
    });
  });

  test("a search that failed found nothing, and the answer stands", async () => {
    const content = [
      { type: "web_search_tool_result", tool_use_id: "s", content: { type: "web_search_tool_result_error", error_code: "max_uses_exceeded" } },
      { type: "text", text: "I could not look.", citations: null },
    ];
    const answer = await answerTo(sends({ type: "message", model: "m", content, stop_reason: "end_turn", usage: { input_tokens: 1, output_tokens: 1 } }));
    expect(answer).toMatchObject({ text: "I could not look.", citations: [] });
    expect(answer).not.toHaveProperty("searchResults");
  });

  test("a refusal is no text, and says why", async () => {
    expect(await answerTo(says({ text: "Well, first", refusal: "This could do harm." }))).toMatchObject({
      text: "",
      refusal: "This could do harm.",
      finishReason: "content-filter",
    });
  });

  test.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["tool_use", "tool-calls"],
    ["refusal", "content-filter"],
    ["something_new", "other"],
  ])("stopped with %s: %s", async (stop_reason, finishReason) => {
    expect(await answerTo(sends({ model: "m", content: [{ type: "text", text: "ok" }], stop_reason, usage: null }))).toMatchObject({ finishReason });
  });

  test.each([
    [{ speed: "fast" }, "fast"],
    [{ service_tier: "priority" }, "priority"],
    [{ inference_geo: "us" }, "us"],
  ])("a call that was served at another rate says so: %j", async (usage, rate) => {
    const body = { model: "m", content: [], stop_reason: "end_turn", usage: { input_tokens: 1, output_tokens: 1, ...usage } };
    expect((await answerTo(sends(body))).usage).toMatchObject({ rate });
  });

  test.each([
    [everything],
    [{ toolCalls: [{ name: "look_up", arguments: '{"id": 7}' }] }],
    [{ text: "half an ans", stopped: "length" } as const],
    [{ text: "Well", refusal: "This could do harm." }],
  ])("the answer in pieces is the same as at once: %j", async (said) => {
    const whole = await answerTo(says(said));
    const { firstTokenMs, ...pieces } = await answerTo(says(said), { stream: true });
    expect(pieces).toEqual(whole);
    expect(firstTokenMs).toBe(0);
  });

  test("a long search that is handed back half done is sent back, and one answer comes of it", async () => {
    const { server, provider } = await opened();
    const usage = {
      input_tokens: 10,
      output_tokens: 5,
      cache_creation: { ephemeral_1h_input_tokens: 0 },
      server_tool_use: { web_search_requests: 3 },
      speed: "standard",
    };
    const half = { type: "text", text: "I looked. ", citations: null };
    server.next(
      sends({ model: "m", content: [half], stop_reason: "pause_turn", usage }),
      sends({ model: "m", content: [{ ...half, text: "It is so." }], stop_reason: "end_turn", usage: { ...usage, output_tokens: 7 } }),
    );
    expect(await provider.call(asking("Hello"))).toMatchObject({
      text: "I looked. It is so.",
      finishReason: "stop",
      usage: { input: 20, output: 12, webSearches: 6 },
      attempts: [{ outcome: "answered" }],
    });
    expect(server.calls[1]!.body["messages"]).toEqual([
      { role: "user", content: "Hello" },
      { role: "assistant", content: [half] },
    ]);
  });

  test("one that never comes to an end is given up, and says so", async () => {
    const { server, provider } = await opened();
    server.next(sends({ model: "m", content: [], stop_reason: "pause_turn", usage: { input_tokens: 1, output_tokens: 1 } }));
    expect(await provider.call(asking("Hello"))).toMatchObject({ finishReason: "other", usage: { input: 10 } });
    expect(server.calls).toHaveLength(10);
  });
});
