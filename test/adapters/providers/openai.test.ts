import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { SettingsOf } from "../../../src/core/providers/registry.ts";
import type { ModelRequest } from "../../../src/core/model-call/request.ts";
import type { Provider } from "../../../src/ports/provider.ts";
import { asking, failureOf } from "../../contract/provider.ts";
import { callClock, type CallClock } from "../../helpers/call-clock.ts";
import { modelServer, refuses, says, sends, type ModelServer } from "../../helpers/model-server.ts";
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

describe.each(apis)("openai, %s: keys, headers and addresses", (api) => {
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

  test("an account without credit is not asked again and again", async () => {
    const { server, provider } = await opened({ api, max_retries: 1 });
    server.next(refuses(429, {}, { code: "insufficient_quota", message: "You exceeded your current quota." }));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "auth", status: 429 });
    expect(server.calls).toHaveLength(1);
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

  test.each(["flex", "priority"])("a call that was served at another rate says so: %s", async (tier) => {
    expect((await answerTo({ text: "ok", tier })).usage).toMatchObject({ rate: tier });
    expect((await answerTo({ text: "ok", tier: "default" })).usage).not.toHaveProperty("rate");
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

  test("responses tells which pages it found and opened, each once", async () => {
    const { server, provider } = await opened({});
    const search = (...urls: string[]) => ({ type: "web_search_call", action: { type: "search", sources: urls.map((url) => ({ type: "url", url })) } });
    server.next(sends({ output: [search("https://a.example/", "https://b.example/"), search("https://a.example/", "javascript:alert(1)")], usage: null }));
    expect((await provider.call(asking("Hello"))).searchResults).toEqual([{ url: "https://a.example/" }, { url: "https://b.example/" }]);
    const open = (url: string | null) => ({ type: "web_search_call", action: { type: "open_page", url } });
    server.next(sends({ output: [search("https://a.example/"), open("https://c.example/"), open(null)], usage: null }));
    expect((await provider.call(asking("Hello"))).searchResults).toEqual([{ url: "https://a.example/" }, { url: "https://c.example/" }]);
    server.next(says({ text: "ok" }));
    expect(await provider.call(asking("Hello"))).not.toHaveProperty("searchResults");
  });

  test("responses tells what was written to the cache for twelve hours apart", async () => {
    const { server, provider } = await opened({});
    server.next(says({ text: "ok", usage: { input: 100, output: 5, written: 40, writtenLong: 30 } }));
    expect((await provider.call(asking("Hello"))).usage).toMatchObject({ cacheWrite: 40, cacheWriteLong: 30 });
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
    expect(await sentBody({}, { tools: [{ web_search: {} }] })).toMatchObject({ tools: [{ type: "web_search" }], include: ["web_search_call.action.sources"] });
    expect(await sentBody({}, { tools: [{ web_search: {} }], params: { include: ["reasoning.encrypted_content"] } })).toMatchObject({
      include: ["reasoning.encrypted_content", "web_search_call.action.sources"],
    });
    expect(await sentBody({}, {})).not.toHaveProperty("include");
  });
});
