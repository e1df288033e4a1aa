import { describe, expect, test } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { ProviderConfig } from "../../../src/core/providers/registry.ts";
import { asking, failureOf } from "../../contract/provider.ts";
import { modelServer, refuses, sends, type Treatment } from "../../helpers/model-server.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";

const key = "test-key-91ac";
const notFound: Treatment = (reply) => void reply.writeHead(404, { "content-type": "text/plain" }).end("404 page not found");

/** What is said of a call, `HOST` in place of the server's own. */
async function told(settings: (host: string) => object, treatment: Treatment): Promise<string> {
  const server = await modelServer();
  const host = new URL(server.baseUrl).host;
  server.next(treatment);
  const providers = { srv: { max_retries: 0, ...settings(host) } as ProviderConfig };
  const provider = await openProvider("srv", { providers }, providerPorts({ env: { SRV_KEY: key } }));
  return (await failureOf(provider.call(asking("Hello")))).message.replaceAll(host, "HOST");
}

describe("a server that is asked where it does not answer", () => {
  test("404 tells the address that was asked, and what may be wrong with it", async () => {
    const chat = (path: string) => (host: string) => ({ kind: "openai", api: "chat", base_url: `http://${host}${path}` });
    expect(await told(chat(""), notFound)).toBe(
      "srv answered 404: 404 page not found. Asked was http://HOST/chat/completions. Look at `base_url`: `/v1` is often missing at its end.",
    );
    expect(await told(chat("/v1"), notFound)).toBe(
      "srv answered 404: 404 page not found. Asked was http://HOST/v1/chat/completions. Look at `base_url`: is it the address of the API?",
    );
    expect(await told((host) => ({ kind: "anthropic", base_url: `http://${host}/api` }), notFound)).toContain("Asked was http://HOST/api/v1/messages. Look at");
    const http = (host: string) => ({ kind: "http", url: `http://${host}/say?key=${key}`, request: {}, response: { text: "$" }, api_key_env: "SRV_KEY" });
    expect(await told(http, notFound)).toBe("srv answered 404: 404 page not found. Asked was http://HOST/say. Look at `url`: is it the address of the API?");
    expect(await told((host) => ({ ...http(host), url: `http://${host}/${key}/say` }), notFound)).toContain("Asked was http://HOST/[redacted]/say.");
  });

  test("a model that is not there is no wrong address", async () => {
    const chat = (host: string) => ({ kind: "openai", api: "chat", base_url: `http://${host}/v1` });
    expect(await told(chat, refuses(404, {}, { message: 'model "x" not found' }))).toBe(
      'srv answered 404: model "x" not found. Asked was http://HOST/v1/chat/completions.',
    );
  });

  test("one that may know only Chat Completions is said how to be asked for them", async () => {
    const responses = (host: string) => ({ kind: "openai", base_url: `http://${host}` });
    expect(await told(responses, notFound)).toBe(
      "srv answered 404: 404 page not found. Asked was http://HOST/responses. Look at `base_url`: `/v1` is often missing at its end. " +
        "If the server knows no Responses API, set `api: chat` for provider srv.",
    );
    expect(await told(responses, sends({ choices: [] }))).toBe(
      "srv sent an answer without `output`. Asked was http://HOST/responses. If the server knows no Responses API, set `api: chat` for provider srv.",
    );
    expect(await told(responses, refuses(401))).not.toContain("api: chat");
    expect(await told((host) => ({ ...responses(host), api: "chat" }), sends({ hello: "world" }))).not.toContain("api: chat");
  });

  test.each([
    ["base_url", (host: string) => ({ kind: "openai", base_url: `https://${host}/v1` })],
    ["base_url", (host: string) => ({ kind: "anthropic", base_url: `https://${host}` })],
    ["url", (host: string) => ({ kind: "http", url: `https://${host}/say`, request: {}, response: { text: "$" } })],
  ])("TLS with a server that does not speak it is told as that: %s", async (setting, settings) => {
    expect(await told(settings, notFound)).toMatch(
      new RegExp(
        `^The connection to srv \\(HOST\\) failed: [A-Z_]+\\. The server there does not speak TLS: \`${setting}\` may have to begin with \`http://\`\\.$`,
      ),
    );
  });
});
