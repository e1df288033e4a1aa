import { describe, expect, it } from "vitest";
import { httpWebhookScorer } from "../../../src/adapters/scorers/http-webhook-scorer.ts";
import type { WebhookCall } from "../../../src/core/assertions/kind.ts";
import { drips, floods, hangs, hangsUp, isCut, modelServer, refuses, sends, sendsPage, type Treatment } from "../../helpers/model-server.ts";

const key = "tone-key-0123456789";

function scoring(url: string | undefined, more: Partial<WebhookCall> = {}, environment: Readonly<Record<string, string>> = { TONE_KEY: key }) {
  const call: WebhookCall = { url, urlEnv: undefined, keyEnv: undefined, allowPrivate: true, timeoutSeconds: 20, ...more };
  return httpWebhookScorer({ get: (name) => environment[name] }).score(call, { input: { output: "Grüße \u{1F980}" }, config: { lang: "de" } });
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return JSON.stringify({ ...(error as object), message: (error as Error).message });
}

describe("a server that scores", () => {
  it.each([
    [true, { score: 1, pass: true }],
    [0.25, { score: 0.25 }],
    [
      { score: 0.5, pass: true, reason: "close" },
      { score: 0.5, pass: true, reason: "close" },
    ],
  ])("may answer %j", async (answer, scored) => {
    const server = await modelServer();
    server.next(sends(answer));
    expect(await scoring(server.baseUrl)).toMatchObject(scored);
  });

  it("is sent the answer and its configuration as JSON, with the key and no other header that tells of us", async () => {
    const server = await modelServer();
    server.next(sends(1));
    await scoring(`${server.baseUrl}/tone?strict=1`, { keyEnv: "TONE_KEY" });
    const [call] = server.calls;
    expect(call).toMatchObject({ path: "/v1/tone?strict=1", body: { input: { output: "Grüße \u{1F980}" }, config: { lang: "de" } } });
    const { host: _, ...headers } = call!.headers;
    expect(headers).toEqual({
      accept: "application/json",
      authorization: `Bearer ${key}`,
      connection: "close",
      "content-length": String(Buffer.byteLength(JSON.stringify(call!.body))),
      "content-type": "application/json",
    });
  });

  it("is asked once, however it fails", async () => {
    const server = await modelServer();
    server.next(refuses(503, { "retry-after": "0" }));
    await expect(scoring(server.baseUrl)).rejects.toMatchObject({ code: "scorer-failed" });
    expect(server.calls).toHaveLength(1);
  });

  it.each<readonly [string, Treatment, string]>([
    ["answers 500", refuses(500), "it answered 500"],
    ["sends us elsewhere", refuses(302, { location: "http://127.0.0.1:1/" }), "it answered 302, and redirects are not followed"],
    ["answers with a page", sendsPage(200, "<p>fine</p>"), 'it answered "<p>fine</p>", which is no score'],
    ["answers half of some JSON", sendsPage(200, '{"score": 0.', "application/json"), String.raw`it answered "{\"score\": 0.", which is no score`],
    ["answers a number that is no score", sends(7), 'it answered "7", which is no score'],
    ["answers nothing", sendsPage(204, ""), 'it answered "", which is no score'],
    ["never stops", floods(200), "its answer has more than 256 kB"],
    ["hangs up", hangsUp, "the connection failed (ECONNRESET)"],
    ["is cut off", isCut, "the connection failed (ECONNRESET)"],
    ["takes the call and says nothing", hangs, "it did not answer within 0.4 s"],
    ["begins and never ends", drips, "it did not answer within 0.4 s"],
  ])("that %s is an error that names it, and never its key", async (_what, treatment, why) => {
    const server = await modelServer();
    server.next(treatment);
    const timeoutSeconds = why.includes("0.4 s") ? 0.4 : 20;
    const failure = await failureOf(scoring(server.baseUrl, { keyEnv: "TONE_KEY", timeoutSeconds }));
    expect(failure).toContain("scorer-failed");
    expect(failure).toContain(JSON.stringify(`gave no score: ${why}`).slice(1, -1));
    expect(failure).toContain("127.0.0.1");
    expect(failure).not.toContain(key);
  });

  it("that is not there is an error", async () => {
    expect(await failureOf(scoring("http://127.0.0.1:1/"))).toContain("the connection failed (ECONNREFUSED)");
  });

  it("has a URL that may be secret: then no message repeats any of it", async () => {
    const environment = { TONE_URL: "http://127.0.0.1:1/hooks/T0PSECRET" };
    const failure = await failureOf(scoring(undefined, { urlEnv: "TONE_URL" }, environment));
    expect(failure).toContain("The webhook of TONE_URL gave no score");
    expect(failure).not.toMatch(/T0PSECRET|127\.0\.0\.1/);
  });

  it("needs the variables it names", async () => {
    expect(await failureOf(scoring(undefined, { urlEnv: "TONE_URL" }))).toMatch(/missing-key.*TONE_URL/);
    expect(await failureOf(scoring("http://127.0.0.1:1/", { keyEnv: "OTHER_KEY" }))).toMatch(/missing-key.*OTHER_KEY/);
  });

  it.each(["not a url", "ftp://127.0.0.1/", "file:///etc/passwd", "http://user:secret@127.0.0.1/"])("has no URL like %s", async (url) => {
    const failure = await failureOf(scoring(undefined, { urlEnv: "TONE_URL" }, { TONE_URL: url }));
    expect(failure).toContain("invalid-assertion");
    expect(failure).not.toContain("secret");
  });
});

describe("an address that is not everybody's", () => {
  it.each([
    "http://127.0.0.1/",
    "http://localhost/",
    "https://127.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://[2002:7f00:1::]/",
    "https://224.0.0.1/",
  ])("is not called unasked: %s", async (url) => {
    await expect(scoring(url, { allowPrivate: false })).rejects.toMatchObject({ code: "private-address", exit: "usage" });
  });

  it("is not reached through a server that sends us there", async () => {
    const [inner, outer] = [await modelServer(), await modelServer()];
    inner.next(sends(1));
    outer.next(refuses(307, { location: inner.baseUrl }));
    await scoring(outer.baseUrl).catch(() => undefined);
    expect(inner.calls).toHaveLength(0);
  });

  it("is what plain http is for: never the world outside", async () => {
    await expect(scoring("http://1.1.1.1/")).rejects.toMatchObject({ code: "private-address", hint: expect.stringContaining("https") as string });
  });
});
