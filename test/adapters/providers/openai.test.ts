import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { SettingsOf } from "../../../src/core/providers/registry.ts";
import type { ModelRequest } from "../../../src/core/model-call/request.ts";
import type { Provider } from "../../../src/ports/provider.ts";
import { asking, failureOf } from "../../contract/provider.ts";
import { callClock, type CallClock } from "../../helpers/call-clock.ts";
import { drips, floods, hangs, isCut, modelServer, refuses, says, sends, sendsPage, type ModelServer } from "../../helpers/model-server.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";

const key = "test-key-3fd81b06c9";
const apis = ["responses", "chat"] as const;
type OpenAISettings = SettingsOf<"openai">;

interface Opened {
  readonly server: ModelServer;
  readonly provider: Provider;
  readonly clock: CallClock;
}

async function opened(settings: Partial<OpenAISettings>): Promise<Opened> {
  const server = await modelServer();
  const clock = callClock();
  const config = { providers: { acme: { kind: "openai", base_url: server.baseUrl, api_key_env: "ACME_KEY", max_retries: 1, ...settings } as const } };
  return { server, clock, provider: await openProvider("acme", config, providerPorts({ clock, env: { ACME_KEY: key } })) };
}

/** The body that was sent for a request. */
async function sentBody(settings: Partial<OpenAISettings>, request: Partial<ModelRequest>): Promise<Record<string, unknown>> {
  const { server, provider } = await opened(settings);
  server.next(says({ text: "ok" }));
  await provider.call({ ...asking("Hello"), ...request });
  return server.calls[0]!.body;
}

describe.each(apis)("openai, %s: trouble on the way", (api) => {
  test("a server that takes the call and is silent: a timeout, at the limit", async () => {
    const { server, provider, clock } = await opened({ api, max_retries: 0 });
    server.next(hangs);
    const failing = failureOf(provider.call(asking("Hello")));
    await server.received(1);
    clock.expire();
    expect(await failing).toMatchObject({
      kind: "timeout",
      message: "acme did not answer within 60 seconds.",
      attempts: [{ outcome: "timeout", latencyMs: 60_000 }],
    });
  });

  test("a server that began to answer and goes silent: a timeout too", async () => {
    const { server, provider, clock } = await opened({ api, max_retries: 0 });
    server.next(drips);
    const failing = failureOf(provider.call(asking("Hello")));
    await server.received(1);
    clock.expire();
    expect(await failing).toMatchObject({ kind: "timeout" });
  });

  test("a stopped call ends at once, however silent the server is", async () => {
    const { server, provider } = await opened({ api });
    server.next(hangs);
    const stop = new AbortController();
    const failing = failureOf(provider.call(asking("Hello"), { signal: stop.signal }));
    await server.received(1);
    stop.abort();
    expect(await failing).toMatchObject({ kind: "aborted", attempts: [{ outcome: "aborted" }] });
  });

  test("a connection that is cut in the middle of the answer is tried again", async () => {
    const { server, provider } = await opened({ api });
    server.next(isCut, says({ text: "whole" }));
    expect(await provider.call(asking("Hello"))).toMatchObject({ text: "whole", attempts: [{ outcome: "network" }, { outcome: "answered" }] });
  });

  test("a server that is not there: says which, and how it failed", async () => {
    const { provider } = await opened({ api, base_url: "http://127.0.0.1:1/v1" });
    const error = await failureOf(provider.call(asking("Hello")));
    expect(error).toMatchObject({ kind: "network", attempts: [{ outcome: "network" }, { outcome: "network" }] });
    expect(error.message).toContain("The connection to acme (127.0.0.1:1) failed: ECONNREFUSED.");
  });

  test.each([
    ["broken JSON", sendsPage(200, '{"output": [', "application/json")],
    ["nothing", sendsPage(200, "", "application/json")],
    ["a page", sendsPage(200, "<html>Welcome</html>")],
    ["a list", sends([])],
    ["JSON of another kind", sends({ hello: "world" })],
  ])("%s with success is asked for once more, and then refused", async (_what, treatment) => {
    const { server, provider } = await opened({ api, max_retries: 5 });
    server.next(treatment);
    const error = await failureOf(provider.call(asking("Hello")));
    expect(error).toMatchObject({ kind: "malformed", attempts: [{ outcome: "malformed" }, { outcome: "malformed" }] });
    expect(server.calls).toHaveLength(2);
  });

  test("an endless answer is not read to its end", async () => {
    const { server, provider } = await opened({ api, max_retries: 0 });
    server.next(floods(200));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "malformed", message: "acme sent more than any answer can be." });
  });

  test("an endless failure is not read to its end either", async () => {
    const { server, provider } = await opened({ api, max_retries: 0 });
    server.next(floods(500));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "server", status: 500 });
  });

  test("the page of a gateway stays out of the message", async () => {
    const { server, provider } = await opened({ api, max_retries: 0 });
    server.next(sendsPage(502, "<html><body>Bad gateway</body></html>"));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "server", status: 502, message: "acme answered 502." });
  });

  test("a redirect is not followed: the prompt goes only where the configuration says", async () => {
    const elsewhere = await modelServer();
    const { server, provider } = await opened({ api });
    server.next(refuses(307, { location: `${elsewhere.baseUrl}/there` }));
    const error = await failureOf(provider.call(asking("Hello")));
    expect(error).toMatchObject({ kind: "bad-request", status: 307 });
    expect(error.message).toContain(`it redirects to ${elsewhere.baseUrl}/there`);
    expect(elsewhere.calls).toEqual([]);
  });

  test.each([
    [400, "bad-request", 1],
    [401, "auth", 1],
    [403, "auth", 1],
    [404, "bad-request", 1],
    [408, "timeout", 2],
    [409, "server", 2],
    [422, "bad-request", 1],
    [429, "rate-limit", 2],
    [500, "server", 2],
    [503, "server", 2],
    [529, "server", 2],
  ])("status %i is a failure of kind %s after %i attempts", async (status, kind, attempts) => {
    const { server, provider } = await opened({ api });
    server.next(refuses(status));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({
      kind,
      status,
      message: expect.stringContaining(`acme answered ${status}: status ${status}.`),
    });
    expect(server.calls).toHaveLength(attempts);
  });

  test("an account without credit is not asked again and again", async () => {
    const { server, provider } = await opened({ api });
    server.next(refuses(429, {}, { code: "insufficient_quota", message: "You exceeded your current quota." }));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "auth", status: 429 });
    expect(server.calls).toHaveLength(1);
  });

  test.each([
    ["seconds", { "retry-after": "20" }, 20_000],
    ["parts of a second", { "retry-after": "1.5" }, 1_500],
    ["a date", { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" }, 30_000],
    ["milliseconds", { "retry-after-ms": "1700", "retry-after": "2" }, 1_700],
    ["more than an hour, which is cut to one", { "retry-after": "86400" }, 3_600_000],
    ["a date that is past: the usual wait", { "retry-after": "Thu, 01 Jan 2025 00:00:00 GMT" }, 500],
    ["nonsense: the usual wait", { "retry-after": "soon" }, 500],
  ])("waits as asked, given %s", async (_form, headers, wait) => {
    const { server, provider, clock } = await opened({ api });
    server.next(refuses(429, headers), says({ text: "ok" }));
    await provider.call(asking("Hello"));
    expect(clock.waits).toEqual([wait]);
  });

  test("a provider that keeps asking for an hour is waited for once", async () => {
    const { server, provider, clock } = await opened({ api, max_retries: 10 });
    server.next(refuses(429, { "retry-after": "3600" }));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "rate-limit", retryAfterMs: 3_600_000 });
    expect(clock.waits).toEqual([3_600_000]);
  });
});

describe.each(apis)("openai, %s: keys, headers and addresses", (api) => {
  test("the key goes out as a bearer token and comes back in nothing", async () => {
    const { server, provider } = await opened({ api });
    server.next(refuses(401, {}, { message: `Incorrect API key provided: ${key}. See\u001b[31m sk-proj-abc***xyz.` }));
    const error = await failureOf(provider.call(asking("Hello")));
    expect(server.calls[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(error.message).toBe("acme answered 401: Incorrect API key provided: [redacted]. See [31m [redacted].");
    expect(JSON.stringify([error, error.attempts, error.stack])).not.toContain(key);
  });

  test("calls go below the base URL, with the configured headers and none that describe this machine", async () => {
    const { server, provider } = await opened({ api, headers: { "X-Team": "billing" } });
    server.next(says({ text: "ok" }));
    await provider.call(asking("Hello"));
    const { path, headers } = server.calls[0]!;
    expect(path).toBe(api === "chat" ? "/v1/chat/completions" : "/v1/responses");
    expect(headers).toMatchObject({ "x-team": "billing", "user-agent": "promptops", "content-type": "application/json" });
    expect(Object.keys(headers).filter((name) => name.startsWith("x-stainless"))).toEqual([]);
  });

  test("the SDK's own environment variables change nothing", async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    const elsewhere = await modelServer();
    vi.stubEnv("OPENAI_BASE_URL", elsewhere.baseUrl);
    vi.stubEnv("OPENAI_API_KEY", "another-key");
    vi.stubEnv("OPENAI_ADMIN_KEY", "admin-key");
    vi.stubEnv("OPENAI_ORG_ID", "org-x");
    vi.stubEnv("OPENAI_PROJECT_ID", "proj-x");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "authorization: Bearer stolen\nx-extra: yes");
    vi.stubEnv("OPENAI_LOG", "debug");
    const { server, provider } = await opened({ api });
    server.next(says({ text: "ok" }));
    await provider.call(asking("Hello"));
    expect(elsewhere.calls).toEqual([]);
    expect(server.calls[0]?.headers).toMatchObject({ authorization: `Bearer ${key}` });
    expect(Object.keys(server.calls[0]!.headers)).not.toEqual(expect.arrayContaining(["x-extra"]));
    expect(Object.keys(server.calls[0]!.headers).filter((name) => name.startsWith("openai-"))).toEqual([]);
  });

  test("another server that names no key gets a placeholder", async () => {
    const server = await modelServer();
    server.next(says({ text: "ok" }));
    const provider = await openProvider(
      "local",
      { providers: { local: { kind: "openai", api, base_url: `${server.baseUrl}/` } } },
      providerPorts({ env: { OPENAI_API_KEY: key } }),
    );
    expect((await provider.call(asking("Hello"))).text).toBe("ok");
    expect(server.calls[0]?.headers.authorization).toBe("Bearer none");
  });

  test("a failure that comes with success keeps the key to itself too", async () => {
    const { server, provider } = await opened({ api, max_retries: 0 });
    server.next(sends({ status: "failed", error: { message: `No\n${key}` } }));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ message: "acme failed: No [redacted]." });
  });

  test("a key that ends with its line is sent without it; one that cannot be sent is not shown", async () => {
    const server = await modelServer();
    server.next(says({ text: "ok" }));
    const config = { providers: { acme: { kind: "openai", api, base_url: server.baseUrl, api_key_env: "ACME_KEY" } as const } };
    await (await openProvider("acme", config, providerPorts({ env: { ACME_KEY: `${key}\n` } }))).call(asking("Hello"));
    expect(server.calls[0]?.headers.authorization).toBe(`Bearer ${key}`);
    const broken = await openProvider("acme", config, providerPorts({ env: { ACME_KEY: `${key}\nmore` } }));
    const error = await failureOf(broken.call(asking("Hello")));
    expect(error).toMatchObject({ kind: "bad-request", message: 'acme could not be asked: Invalid character in header content ["authorization"].' });
  });

  test("answers tell the provider's request id, and the model that answered", async () => {
    const { server, provider } = await opened({ api });
    server.next(says({ text: "ok", model: "small-2026-10-01" }));
    expect(await provider.call(asking("Hello"))).toMatchObject({ providerRequestId: "req_1", modelAnswered: "small-2026-10-01" });
  });
});

describe.each(apis)("openai, %s: answers", (api) => {
  async function answerTo(...[said]: Parameters<typeof says>) {
    const { server, provider } = await opened({ api });
    server.next(says(said));
    return provider.call(asking("Hello"));
  }

  test("usage tells cached, written and reasoning tokens apart", async () => {
    const { usage } = await answerTo({ text: "ok", usage: { input: 100, output: 50, cached: 60, written: 10, reasoning: 20 } });
    expect(usage).toEqual({ input: 100, output: 50, cachedInput: 60, cacheWrite: 10, reasoning: 20, webSearches: 0 });
  });

  test("usage that was not told is unknown, not zero", async () => {
    expect((await answerTo({ text: "ok", usage: null })).usage).toBeUndefined();
  });

  test("a refusal is no text", async () => {
    expect(await answerTo({ refusal: "I cannot help with that." })).toMatchObject({ text: "", refusal: "I cannot help with that." });
  });

  test.each(["length", "content-filter"] as const)("an answer that was cut off says so: %s", async (stopped) => {
    expect(await answerTo({ text: "half an ans", stopped })).toMatchObject({ text: "half an ans", finishReason: stopped });
  });

  test("arguments that are no JSON stay text", async () => {
    expect((await answerTo({ toolCalls: [{ name: "f", arguments: '{"a": ' }] })).toolCalls).toEqual([{ name: "f", arguments: '{"a": ' }]);
  });

  test("citations are https pages, each once", async () => {
    const { citations } = await answerTo({
      text: "See there.",
      citations: [
        { url: "https://a.example/1", title: "One" },
        { url: "https://a.example/1", title: "Again" },
        { url: "http://plain.example" },
        { url: "javascript:alert(1)" },
        { url: "https://b.example/" },
      ],
    });
    expect(citations).toEqual([{ url: "https://a.example/1", title: "One" }, { url: "https://b.example/" }]);
  });
});

describe("openai: what only one of its APIs has", () => {
  test("responses counts the searches that are billed, not the pages that were opened", async () => {
    const { server, provider } = await opened({});
    server.next(says({ text: "ok", searches: 2 }));
    expect((await provider.call(asking("Hello"))).usage?.webSearches).toBe(2);
    server.next(sends({ output: [], usage: { input_tokens: 1, output_tokens: 1 }, tool_usage: { web_search: { num_requests: 5 } } }));
    expect((await provider.call(asking("Hello"))).usage?.webSearches).toBe(5);
  });

  test("responses that failed after success was sent are failures", async () => {
    const { server, provider } = await opened({});
    server.next(sends({ status: "failed", output: [], error: { code: "server_error", message: "Overloaded" } }), says({ text: "ok" }));
    expect((await provider.call(asking("Hello"))).attempts.map(({ outcome }) => outcome)).toEqual(["server", "answered"]);
    server.next(sends({ status: "failed", output: [], error: { code: "invalid_prompt", message: "No." } }));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "bad-request" });
  });

  test("chat tells a gateway's error with success for what it is", async () => {
    const { server, provider } = await opened({ api: "chat" });
    server.next(sends({ error: { code: 429, message: "Upstream is busy" } }), says({ text: "ok" }));
    expect((await provider.call(asking("Hello"))).attempts.map(({ outcome }) => outcome)).toEqual(["rate-limit", "answered"]);
  });

  test("chat has no web search, and says what to do", async () => {
    const { server, provider } = await opened({ api: "chat" });
    const error = await failureOf(provider.call({ ...asking("Hello"), tools: [{ web_search: {} }] }));
    expect(error).toMatchObject({ kind: "bad-request", message: expect.stringContaining("`api: responses`") });
    expect(server.calls).toEqual([]);
  });

  test("chat takes no file by its URL, and says what to do", async () => {
    const { provider } = await opened({ api: "chat" });
    const file = { kind: "file", url: "https://files.example/a.pdf" } as const;
    expect(await failureOf(provider.call({ ...asking(""), messages: [{ role: "user", parts: [file] }] }))).toMatchObject({ kind: "bad-request" });
  });
});

describe("openai: what is sent", () => {
  const schema = { type: "object", properties: { team: { type: "string" } }, required: ["team"], additionalProperties: false } as const;
  const open = { type: "object", properties: { team: { type: "string" } } } as const;
  const image = { kind: "image", url: "data:image/png;base64,iVBORw0KGgo=", detail: "low" } as const;
  const file = { kind: "file", url: "data:application/pdf;base64,JVBERi0=" } as const;
  const linked = { kind: "file", url: "https://files.example/a.pdf" } as const;
  const text = (said: string) => ({ kind: "text", text: said }) as const;
  const conversation: ModelRequest["messages"] = [
    { role: "system", parts: [text("Be brief.")] },
    { role: "developer", parts: [text("Say please.")] },
    { role: "user", parts: [text("Look:"), image, file] },
    { role: "assistant", parts: [text("A cat."), text("A black one.")] },
    { role: "user", parts: [text("And now?")] },
  ];
  const tool = { name: "look_up", description: "Looks it up.", parameters: { type: "object" } } as const;

  test("responses: every role and part in its own form", async () => {
    const { input, store } = await sentBody({}, { messages: [...conversation, { role: "user", parts: [linked] }] });
    expect(store).toBe(false);
    expect(input).toEqual([
      { role: "system", content: "Be brief." },
      { role: "developer", content: "Say please." },
      {
        role: "user",
        content: [
          { type: "input_text", text: "Look:" },
          { type: "input_image", image_url: image.url, detail: "low" },
          { type: "input_file", filename: "file.pdf", file_data: file.url },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "output_text", text: "A cat." },
          { type: "output_text", text: "A black one." },
        ],
      },
      { role: "user", content: "And now?" },
      { role: "user", content: [{ type: "input_file", file_url: linked.url }] },
    ]);
  });

  test("chat: every role and part in its own form", async () => {
    expect((await sentBody({ api: "chat" }, { messages: conversation }))["messages"]).toEqual([
      { role: "system", content: "Be brief." },
      { role: "developer", content: "Say please." },
      {
        role: "user",
        content: [
          { type: "text", text: "Look:" },
          { type: "image_url", image_url: { url: image.url, detail: "low" } },
          { type: "file", file: { filename: "file.pdf", file_data: file.url } },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "text", text: "A cat." },
          { type: "text", text: "A black one." },
        ],
      },
      { role: "user", content: "And now?" },
    ]);
  });

  test("parameters go out as they are, and cannot replace what the prompt says", async () => {
    const params = { temperature: 0.2, max_output_tokens: 50, reasoning: { effort: "low" }, store: true };
    expect(await sentBody({}, { params })).toMatchObject({ ...params, model: "small" });
    const { server, provider } = await opened({});
    expect(await failureOf(provider.call({ ...asking("Hello"), params: { input: "Other" } }))).toMatchObject({
      kind: "bad-request",
      message: expect.stringContaining("`input`"),
    });
    expect(server.calls).toEqual([]);
  });

  test("an output contract's schema is enforced where the schema allows it, and sent along where not", async () => {
    const strict = { type: "json_schema", name: "answer", schema, strict: true };
    expect((await sentBody({}, { params: { text: { verbosity: "low" } }, output: { format: "json", schema } }))["text"]).toEqual({
      format: strict,
      verbosity: "low",
    });
    expect((await sentBody({}, { output: { format: "json", schema: open } }))["text"]).toEqual({ format: { ...strict, schema: open, strict: false } });
    expect((await sentBody({ api: "chat" }, { output: { format: "json", schema } }))["response_format"]).toEqual({
      type: "json_schema",
      json_schema: { name: "answer", schema, strict: true },
    });
  });

  test("JSON without a schema asks for any object; answers that are no objects cannot be asked for", async () => {
    expect((await sentBody({}, { output: { format: "json" } }))["text"]).toEqual({ format: { type: "json_object" } });
    expect((await sentBody({ api: "chat" }, { output: { format: "json" } }))["response_format"]).toEqual({ type: "json_object" });
    expect(await sentBody({}, { output: { format: "json", schema: { type: "array" } } })).not.toHaveProperty("text");
    expect(await sentBody({ api: "chat" }, { output: { format: "markdown" } })).not.toHaveProperty("response_format");
  });

  test("function tools, and tools given as plain parameters beside them", async () => {
    const given = { type: "file_search", vector_store_ids: ["vs_1"] };
    expect((await sentBody({}, { tools: [{ function: tool }], params: { tools: [given] } }))["tools"]).toEqual([
      { type: "function", strict: false, ...tool },
      given,
    ]);
    expect((await sentBody({ api: "chat" }, { tools: [{ function: { ...tool, strict: true } }] }))["tools"]).toEqual([
      { type: "function", function: { ...tool, strict: true } },
    ]);
  });

  test("web search with its policy", async () => {
    const body = await sentBody({}, { tools: [{ web_search: { allowed_domains: ["docs.example"], max_searches: 3 } }] });
    expect(body).toMatchObject({ tools: [{ type: "web_search", filters: { allowed_domains: ["docs.example"] } }], max_tool_calls: 3 });
    expect(await sentBody({}, { tools: [{ web_search: {} }] })).toMatchObject({ tools: [{ type: "web_search" }] });
  });
});
