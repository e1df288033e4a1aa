import { describe, expect, test } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { ModelRequest } from "../../../src/core/model-call/request.ts";
import type { Role } from "../../../src/core/model/prompt.ts";
import type { Json } from "../../../src/core/model/shape.ts";
import type { SettingsOf } from "../../../src/core/providers/registry.ts";
import { asking, failureOf } from "../../contract/provider.ts";
import { modelServer, refuses, sends } from "../../helpers/model-server.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";
import { readSpec } from "../../helpers/spec.ts";

type Settings = SettingsOf<"http">;

async function opened(settings: Partial<Settings> = {}, path = "/generate") {
  const server = await modelServer();
  server.next(sends({ text: "ok" }));
  const acme: Settings = {
    kind: "http",
    url: `${server.baseUrl}${path}`,
    max_retries: 0,
    request: { q: "{{ prompt }}" },
    response: { text: "$.text" },
    ...settings,
  };
  return { server, provider: await openProvider("acme", { providers: { acme } }, providerPorts({ env: { ACME_KEY: "test-key-3fd81b06c9" } })) };
}

interface RequestCase {
  readonly it: string;
  readonly template: Json;
  readonly params?: ModelRequest["params"];
  readonly tools?: ModelRequest["tools"];
  readonly messages: readonly Partial<Record<Role, string>>[];
  /** Exactly one of these. */
  readonly sent?: Json;
  readonly refused?: string;
}

interface ResponseCase {
  readonly it: string;
  readonly paths: Settings["response"];
  readonly body: Json;
  readonly answer?: object;
  readonly unknown?: readonly string[];
  readonly fails?: string;
  readonly message?: string;
}

const spec = Object.fromEntries(readSpec<unknown>("http").map(({ file, content }) => [file, content])) as { request: RequestCase[]; response: ResponseCase[] };

describe("http: what is sent", () => {
  test.each(spec.request.map((each) => [each.it, each] as const))("%s", async (_, { template, params = {}, tools, messages, sent, refused }) => {
    const { server, provider } = await opened({ request: template });
    const rendered = messages.flatMap((message) =>
      Object.entries(message).map(([role, text]) => ({ role: role as Role, parts: [{ kind: "text" as const, text }] })),
    );
    const calling = provider.call({ model: "small", params, messages: rendered, ...(tools && { tools }) });
    if (refused === undefined) {
      await calling;
      expect(server.calls[0]?.body).toEqual(sent);
    } else {
      expect(await failureOf(calling)).toMatchObject({ kind: "bad-request", message: expect.stringContaining(refused) });
      expect(server.calls).toEqual([]);
    }
  });

  test("images and files go with the messages, and nowhere else", async () => {
    const image = { kind: "image", url: "data:image/png;base64,iVBORw0KGgo=", detail: "low" } as const;
    const file = { kind: "file", url: "data:application/pdf;base64,JVBERi0=", name: "a.pdf" } as const;
    const request: ModelRequest = { model: "small", params: {}, messages: [{ role: "user", parts: [{ kind: "text", text: "Look:" }, image, file] }] };
    const { server, provider } = await opened({ request: { turns: "{{ messages }}" } });
    await provider.call(request);
    expect(server.calls[0]?.body["turns"]).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Look:" },
          { type: "image_url", image_url: { url: image.url, detail: "low" } },
          { type: "file", file: { filename: "a.pdf", file_data: file.url } },
        ],
      },
    ]);
    const other = await opened({ request: { prompt: "{{ prompt }}" } });
    expect(await failureOf(other.provider.call(request))).toMatchObject({ message: expect.stringContaining("images and files") });
  });

  test("a model's name is one piece of the address, whatever it holds", async () => {
    const { server, provider } = await opened({}, "/models/{{ model }}/generate?of={{model}}");
    await provider.call({ ...asking("Hello"), model: "org/small:latest?x=1#y" });
    expect(server.calls[0]?.path).toBe("/v1/models/org%2Fsmall%3Alatest%3Fx%3D1%23y/generate?of=org%2Fsmall%3Alatest%3Fx%3D1%23y");
    expect(await failureOf(provider.call({ ...asking("Hello"), model: ".." }))).toMatchObject({ kind: "bad-request" });
  });

  test("an address keeps the slash at its end, and calls use the method that was asked for", async () => {
    const { server, provider } = await opened({ method: "PUT" }, "/generate/");
    await provider.call(asking("Hello"));
    expect(server.calls[0]).toMatchObject({ path: "/v1/generate/", method: "PUT" });
  });

  test.each([
    [undefined, { authorization: "Bearer test-key-3fd81b06c9" }],
    ["x-api-key", { "x-api-key": "test-key-3fd81b06c9" }],
    ["Authorization: Token", { authorization: "Token test-key-3fd81b06c9" }],
  ])("the key goes in the header %j", async (api_key_header, headers) => {
    const { server, provider } = await opened({ api_key_env: "ACME_KEY", ...(api_key_header && { api_key_header }) });
    await provider.call(asking("Hello"));
    expect(server.calls[0]?.headers).toMatchObject(headers);
  });

  test("without a key's name no key is sent", async () => {
    const { server, provider } = await opened();
    await provider.call(asking("Hello"));
    expect(server.calls[0]?.headers).not.toHaveProperty("authorization");
  });
});

describe("http: what comes back", () => {
  test.each(spec.response.map((each) => [each.it, each] as const))("%s", async (_, { paths, body, answer = {}, unknown = [], fails, message }) => {
    const { server, provider } = await opened({ response: paths });
    server.next(sends(body));
    if (fails === undefined) {
      const response = await provider.call(asking("Hello"));
      expect(response).toMatchObject(answer);
      for (const key of unknown) expect(response[key as keyof typeof response]).toBeUndefined();
    } else {
      expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: fails, ...(message === undefined ? {} : { message }) });
    }
  });

  test.each([
    [{ error: { message: "Too long" } }, "Too long."],
    [{ error: "Too long" }, "Too long."],
    [{ message: "Too long" }, "Too long."],
    [{ detail: "Too long" }, "Too long."],
  ])("a refusal's words are found in the usual places: %j", async (body, words) => {
    const { server, provider } = await opened();
    server.next((reply) => void reply.writeHead(422, { "content-type": "application/json" }).end(JSON.stringify(body)));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ message: `acme answered 422: ${words}` });
  });

  test("and where the configuration says", async () => {
    const { server, provider } = await opened({ response: { text: "$.text", error: "$.error.reasons[*].why" } });
    server.next(refuses(400, {}, { reasons: [{ why: "Too long" }] }));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ message: "acme answered 400: Too long." });
  });
});

describe("http: embeddings", () => {
  const embedding = { request: { inputs: "{{ texts }}", by: "{{ model }}" }, response: { vectors: "$.vectors[*]", input_tokens: "$.count", model: "$.m" } };

  test("texts go where the template says, vectors come from where the path points", async () => {
    const { server, provider } = await opened({ embedding });
    server.next(
      sends({
        vectors: [
          [1, 0],
          [0.5, 0.5],
        ],
        count: 7,
        m: "tiny-2",
      }),
    );
    const found = await provider.embed?.("tiny", ["a {{ model }}", "b"]);
    expect(server.calls[0]?.body).toEqual({ inputs: ["a {{ model }}", "b"], by: "tiny" });
    expect(found).toMatchObject({
      vectors: [
        [1, 0],
        [0.5, 0.5],
      ],
      usage: { input: 7, output: 0 },
      modelAnswered: "tiny-2",
      attempts: [{ outcome: "answered" }],
    });
  });

  test("they may have an address of their own", async () => {
    const other = await modelServer();
    other.next(sends({ vectors: [[1]] }));
    const { server, provider } = await opened({ embedding: { ...embedding, url: `${other.baseUrl}/embed/{{ model }}` } });
    await provider.embed?.("tiny", ["a"]);
    expect(server.calls).toEqual([]);
    expect(other.calls[0]?.path).toBe("/v1/embed/tiny");
  });

  test("a provider that does not say how has none", async () => {
    expect((await opened()).provider.embed).toBeUndefined();
  });
});
