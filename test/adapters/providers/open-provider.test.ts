import { describe, expect, test } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { Config } from "../../../src/core/model/config.ts";
import { hasEmbeddings } from "../../../src/core/providers/registry.ts";
import { asking } from "../../contract/provider.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";

const rules = "schema_version: 1\nrules:\n  - answer: ok\n";
const providers: Config["providers"] = { openai: { kind: "openai" }, demo: { kind: "scripted", rules: "rules.yml" } };

async function fingerprintOf(settings: Config["providers"][string], files = { "rules.yml": rules }): Promise<string> {
  return (await openProvider("p", { providers: { p: settings } }, providerPorts({ files }))).fingerprint;
}

describe("opening a provider", () => {
  test("a name that is not configured: which, and the nearest right one", async () => {
    await expect(openProvider("opnai", { providers }, providerPorts())).rejects.toMatchObject({
      code: "unknown-provider",
      exit: "usage",
      message: expect.stringContaining('"opnai"'),
      hint: 'Did you mean "openai"?',
    });
    await expect(openProvider("toString", { providers }, providerPorts())).rejects.toMatchObject({ code: "unknown-provider" });
  });

  test("a missing key ends the first call, naming the variable, and nothing before it", async () => {
    const provider = await openProvider("openai", { providers }, providerPorts());
    expect(provider.unready?.()).toMatchObject([{ code: "missing-key" }]);
    await expect(provider.call(asking("Hello"))).rejects.toMatchObject({
      code: "missing-key",
      exit: "authentication",
      message: expect.stringContaining("OPENAI_API_KEY"),
    });
  });

  test("OpenAI's own address, written out, still means OpenAI's key", async () => {
    const own = { openai: { kind: "openai", base_url: "https://api.openai.com/v1" } } as const;
    const provider = await openProvider("openai", { providers: own }, providerPorts());
    await expect(provider.call(asking("Hello"))).rejects.toMatchObject({ code: "missing-key", message: expect.stringContaining("OPENAI_API_KEY") });
  });

  test.each(["http://[broken", "https://user:secret@models.example/v1"])(
    "a base URL that cannot be used is refused without being shown: %s",
    async (baseUrl) => {
      const opening = openProvider("p", { providers: { p: { kind: "openai", base_url: baseUrl } } }, providerPorts());
      await expect(opening).rejects.toMatchObject({ code: "invalid-base-url", message: expect.not.stringContaining("secret") });
    },
  );

  test("the fingerprint changes with what decides an answer, and with nothing else", async () => {
    const base = await fingerprintOf({ kind: "openai", base_url: "http://127.0.0.1:9/v1" });
    expect(
      await fingerprintOf({ kind: "openai", base_url: "http://127.0.0.1:9/v1/", max_retries: 9, concurrency: 2, timeout_seconds: 5, api_key_env: "OTHER" }),
    ).toBe(base);
    expect(await fingerprintOf({ kind: "openai", base_url: "http://127.0.0.1:9/v2" })).not.toBe(base);
    expect(await fingerprintOf({ kind: "openai", base_url: "http://127.0.0.1:9/v1", api: "chat" })).not.toBe(base);
    expect(await fingerprintOf({ kind: "openai", base_url: "http://127.0.0.1:9/v1", headers: { "x-route": "b" } })).not.toBe(base);
    const script = await fingerprintOf({ kind: "scripted", rules: "rules.yml" });
    expect(await fingerprintOf({ kind: "scripted", rules: "rules.yml" }, { "rules.yml": `# A comment.\n${rules}` })).toBe(script);
    expect(await fingerprintOf({ kind: "scripted", rules: "rules.yml" }, { "rules.yml": rules.replace("ok", "no") })).not.toBe(script);
  });
});

const described = { kind: "http", url: "https://models.example", request: { q: "{{ messages }}" }, response: { text: "$.a" } } as const;
const embedding = { request: { texts: "{{ texts }}" }, response: { vectors: "$.v[*]" } };

test.each<[string, Config["providers"][string]]>([
  ["openai", { kind: "openai" }],
  ["anthropic", { kind: "anthropic" }],
  ["http", described],
  ["http with an embedding", { ...described, embedding }],
  ["exec", { kind: "exec", command: ["cat"] }],
  ["scripted", { kind: "scripted", rules: "rules.yml" }],
  ["replay", { kind: "replay", recordings: "recordings" }],
])("what is said of embeddings before any call is true of the provider: %s", async (_, settings) => {
  const provider = await openProvider("p", { providers: { p: settings } }, providerPorts({ files: { "rules.yml": rules } }));
  expect(hasEmbeddings(settings)).toBe(provider.embed !== undefined);
});
