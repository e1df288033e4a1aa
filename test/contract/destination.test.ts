import { describe, expect, it } from "vitest";
import { Webhook } from "standardwebhooks";
import type { DestinationConfig } from "../../src/core/destinations/registry.ts";
import { answers, cuts, cutsHalfWay, floods, receiver, type Reply } from "../helpers/receiver.ts";
import { httpPeer, opened, ports, secrets, sendInput, type HttpPeer } from "../helpers/destination-peers.ts";
import { destinationContract } from "./destination.ts";

const webhook = (url: string): DestinationConfig => ({ kind: "webhook", url: `${url}/hook`, secret_env: "SECRET", allow_private: true });
const slackHook = (url: string): DestinationConfig => ({ kind: "slack", url_env: "URL", base_url: url });
const slackBot = (url: string): DestinationConfig => ({ kind: "slack", token_env: "TOKEN", channel: "C0123456", base_url: `${url}/api` });
const discordHook = (url: string): DestinationConfig => ({ kind: "discord", url_env: "URL", base_url: url });
const discordBot = (url: string): DestinationConfig => ({ kind: "discord", token_env: "TOKEN", channel: "123456", base_url: `${url}/api/v10` });
const telegram = (url: string): DestinationConfig => ({ kind: "telegram", token_env: "TOKEN", chat: "-100200", base_url: url });

const slackOk = answers(200, { ok: true, ts: "1790000000.000100", channel: "C0123456" });
const discordOk = answers(200, { id: "1122334455667788", channel_id: "123456" });
const discordBusy = answers(429, { message: "You are being rate limited.", retry_after: 1.337, global: false }, { "retry-after": "2" });
const telegramOk = answers(200, { ok: true, result: { message_id: 4711 } });
const telegramBusy = answers(429, { ok: false, error_code: 429, description: "Too Many Requests: retry after 7", parameters: { retry_after: 7 } });

const peers: Readonly<Record<string, () => Promise<HttpPeer>>> = {
  webhook: () => httpPeer(webhook, { ok: answers(204), busy: answers(503), no: answers(400, `bad ${secrets.SECRET}`) }),
  "slack, by an incoming webhook": () =>
    httpPeer(slackHook, { ok: answers(200, "ok"), busy: answers(429, "", { "retry-after": "30" }), no: answers(404, `no_team ${secrets.TOKEN}`) }),
  "slack, by a bot": () =>
    httpPeer(slackBot, { ok: slackOk, busy: answers(429, "", { "retry-after": "30" }), no: answers(200, { ok: false, error: "channel_not_found" }) }),
  "discord, by a webhook": () => httpPeer(discordHook, { ok: discordOk, busy: discordBusy, no: answers(404, { message: "Unknown Webhook", code: 10_015 }) }),
  "discord, by a bot": () => httpPeer(discordBot, { ok: discordOk, busy: discordBusy, no: answers(403, { message: "Missing Access", code: 50_001 }) }),
  telegram: () =>
    httpPeer(telegram, {
      ok: telegramOk,
      busy: telegramBusy,
      no: answers(400, { ok: false, error_code: 400, description: "Bad Request: can't parse entities: Unsupported start tag" }),
    }),
};

for (const [name, open] of Object.entries(peers))
  describe(name, () => {
    destinationContract(open);
  });

/** What one answer makes of an attempt. */
async function outcome(open: () => Promise<HttpPeer>, reply: Parameters<HttpPeer["server"]["next"]>[0]) {
  const peer = await open();
  peer.server.next(reply);
  return peer.send(peer.input);
}

describe("a webhook", () => {
  const open = peers["webhook"] as () => Promise<HttpPeer>;

  it("is signed so that the package of Standard Webhooks verifies it, by each secret of a rotation, and by no other", async () => {
    const { server, send, input } = await open();
    await send(input);
    const [request] = server.received;
    const headers = request?.headers as Record<string, string>;
    expect(headers["webhook-id"]).toBe(input.intent);
    expect(new Webhook(secrets.SECRET).verify(request?.text ?? "", headers)).toMatchObject({ title: "Morning news", content: "**Rates** rose." });
    const old = `whsec_${Buffer.from("an-old-signing-secret-of-some-bytes").toString("base64")}`;
    expect(() => new Webhook(old).verify(request?.text ?? "", headers)).toThrow(/signature/i);
    expect(() => new Webhook(secrets.SECRET).verify(`${request?.text} `, headers)).toThrow(/signature/i);
    const settings = webhook(server.url);
    const rotating = await opened(settings, ports({ variables: { SECRET: `${secrets.SECRET} ${old}` } }));
    await rotating(input);
    const second = server.received[1];
    for (const secret of [secrets.SECRET, old]) new Webhook(secret).verify(second?.text ?? "", second?.headers as Record<string, string>);
    expect(second?.text).toBe(request?.text);
    await expect((await opened(settings, ports({ variables: { SECRET: "short" } })))(input)).rejects.toMatchObject({ code: "invalid-destination" });
    expect(server.received).toHaveLength(2);
  });

  it("is a plain POST where no secret is named, and follows its run by traceparent", async () => {
    const { server } = await open();
    const settings: DestinationConfig = { kind: "webhook", url: server.url, allow_private: true };
    const input = await sendInput(settings);
    await (
      await opened(settings)
    )(input);
    expect(server.received[0]?.headers).toMatchObject({
      "webhook-id": input.intent,
      traceparent: input.traceparent,
      "content-type": "application/json; charset=utf-8",
    });
    expect(server.received[0]?.headers).not.toHaveProperty("webhook-signature");
  });

  it.each([
    ["a server's failure is tried again, since the receiver knows copies", answers(500), { outcome: "retry", status: 500 }],
    ["a busy one says when", answers(429, "", { "retry-after": "120" }), { outcome: "retry", retryAfterMs: 120_000, wholeDestination: true }],
    ["one that is gone for good is left alone", answers(410), { outcome: "refused", status: 410, wholeDestination: true }],
    ["a redirect is not followed", answers(302, "", { location: "http://127.0.0.1:1/" }), { outcome: "refused", status: 302 }],
    ["nor is one that keeps the method", answers(308, "", { location: "http://127.0.0.1:1/" }), { outcome: "refused", status: 308 }],
    ["an endless answer is an answer", floods(200), { outcome: "delivered", status: 200 }],
    ["an endless refusal is one", floods(400), { outcome: "refused", status: 400 }],
    ["a status is known when the rest of the answer is lost", cutsHalfWay(200), { outcome: "delivered", status: 200 }],
  ] as const)("%s", async (_name, reply, expected) => {
    const peer = await open();
    peer.server.next(reply);
    expect(await peer.send(peer.input)).toMatchObject(expected);
    expect(peer.taken()).toBe(1);
  });

  it("goes by the world's time, as its receiver does, and reads dates by it", async () => {
    const { server, input } = await open();
    const send = await opened(webhook(server.url), ports({ now: () => Date.UTC(2026, 10, 20, 9) }));
    server.next(answers(503, "", { "retry-after": "Fri, 20 Nov 2026 09:02:00 GMT" }));
    expect(await send(input)).toMatchObject({ outcome: "retry", retryAfterMs: 120_000 });
    expect(server.received[0]?.headers["webhook-timestamp"]).toBe(String(Date.UTC(2026, 10, 20, 9) / 1000));
  });

  it("needs its secret, and says which variable holds it", async () => {
    const { input, server } = await open();
    const send = await opened(webhook(server.url), { ...ports(), environment: { get: () => undefined } });
    await expect(send(input)).rejects.toMatchObject({ code: "missing-key", message: expect.stringContaining("SECRET") });
    expect(server.received).toEqual([]);
  });
});

describe("slack", () => {
  const bot = peers["slack, by a bot"] as () => Promise<HttpPeer>;
  const hook = peers["slack, by an incoming webhook"] as () => Promise<HttpPeer>;

  it("is told the channel by the bot's token, and gives the message's name", async () => {
    const { server, send, input, accepts } = await bot();
    accepts();
    expect(await send(input)).toEqual({ outcome: "delivered", status: 200, externalId: "1790000000.000100" });
    expect(server.received[0]).toMatchObject({ path: "/api/chat.postMessage", headers: { authorization: `Bearer ${secrets.TOKEN}` } });
    expect(JSON.parse(server.received[0]?.text ?? "")).toMatchObject({ channel: "C0123456", unfurl_links: false });
  });

  it.each([
    ["says no with 200", answers(200, { ok: false, error: "is_archived" }), { outcome: "refused", sentence: "Slack said: is_archived." }],
    [
      "says later with 200",
      answers(200, { ok: false, error: "ratelimited" }, { "retry-after": "3" }),
      { outcome: "retry", retryAfterMs: 3_000, wholeDestination: true },
    ],
    ["may have done it and says so", answers(200, { ok: false, error: "fatal_error" }), { outcome: "unknown" }],
    ["falls over", answers(500, "oops"), { outcome: "unknown", status: 500 }],
    ["is down", answers(503), { outcome: "retry" }],
    ["answers what is no JSON", answers(200, "<html>"), { outcome: "unknown" }],
    ["does not know the token", answers(200, { ok: false, error: "invalid_auth" }), { outcome: "refused", wholeDestination: true }],
  ] as const)("that %s", async (_name, reply, expected) => {
    expect(await outcome(bot, reply)).toMatchObject(expected);
  });

  describe("a picture, by a bot", () => {
    const image = { mediaType: "image/png", data: Buffer.from("a picture").toString("base64"), name: "image-1.png" };
    /** A server that does as told at one of the three requests, and else as Slack. */
    async function peer(at?: string, reply?: Reply, uploadTo?: string) {
      const server = await receiver();
      const place = { ok: true, upload_url: uploadTo ?? `${server.url}/upload/v1/ABC`, file_id: "F0001" };
      server.next((response, request) => {
        const method = request.path.split("/").at(-1) ?? "";
        const usual = method === "files.getUploadURLExternal" ? answers(200, place) : answers(200, method === "ABC" ? "OK - 9" : { ok: true, files: [] });
        (method === at ? (reply ?? usual) : usual)(response, request);
      });
      const settings = slackBot(server.url);
      const send = await opened(settings);
      const input = await sendInput(settings, { images: [image] }, "last");
      return { server, said: await send(input) };
    }

    it("is put where Slack says, and shown in the channel", async () => {
      const { server, said } = await peer();
      expect(said).toEqual({ outcome: "delivered", status: 200, externalId: "F0001" });
      expect(server.received.map(({ path }) => path)).toEqual(["/api/files.getUploadURLExternal", "/upload/v1/ABC", "/api/files.completeUploadExternal"]);
      const [place, bytes, shown] = server.received;
      expect([place?.text, bytes?.text]).toEqual(["filename=image-1.png&length=9", "a picture"]);
      expect([place, bytes, shown].map((request) => request?.headers["authorization"])).toEqual([
        `Bearer ${secrets.TOKEN}`,
        undefined,
        `Bearer ${secrets.TOKEN}`,
      ]);
      expect(JSON.parse(shown?.text ?? "")).toEqual({ files: [{ id: "F0001", title: "image-1.png" }], channel_id: "C0123456" });
    });

    it.each([
      ["there is no word of a place", "files.getUploadURLExternal", cuts, { outcome: "retry" }, 1],
      ["the place is none", "files.getUploadURLExternal", answers(200, { ok: true }), { outcome: "retry" }, 1],
      [
        "the bot may send no files",
        "files.getUploadURLExternal",
        answers(200, { ok: false, error: "missing_scope" }),
        { outcome: "refused", sentence: expect.stringContaining("files:write") },
        1,
      ],
      [
        "it has to wait",
        "files.getUploadURLExternal",
        answers(429, "", { "retry-after": "30" }),
        { outcome: "retry", retryAfterMs: 30_000, wholeDestination: true },
        1,
      ],
      ["its bytes are cut off", "ABC", cuts, { outcome: "retry" }, 2],
      ["its bytes are not taken", "ABC", answers(500), { outcome: "retry" }, 2],
      ["no word comes back at the end", "files.completeUploadExternal", cuts, { outcome: "unknown" }, 3],
      [
        "there is no such channel",
        "files.completeUploadExternal",
        answers(200, { ok: false, error: "channel_not_found" }),
        { outcome: "refused", wholeDestination: true },
        3,
      ],
    ] as const)("when %s", async (_name, at, reply, expected, requests) => {
      const { server, said } = await peer(at, reply);
      expect(said).toMatchObject(expected);
      expect(server.received).toHaveLength(requests);
    });

    it("is put nowhere inside, whatever the server says", async () => {
      const inside = await receiver();
      expect((await peer(undefined, undefined, `${inside.url}/upload`)).said).toMatchObject({
        outcome: "refused",
        sentence: expect.stringContaining("private"),
      });
      expect(inside.received).toEqual([]);
    });
  });

  it.each([
    ["falls over", answers(500, "rollup_error"), { outcome: "unknown" }],
    ["asks to wait", answers(429, "rate_limited", { "retry-after": "30" }), { outcome: "retry", retryAfterMs: 30_000, wholeDestination: true }],
    ["does not know the hook any more", answers(404, "no_service"), { outcome: "refused", wholeDestination: true }],
    ["does not like the message", answers(400, "invalid_payload"), { outcome: "refused", sentence: "It answered 400: invalid_payload" }],
  ] as const)("whose webhook %s", async (_name, reply, expected) => {
    expect(await outcome(hook, reply)).toMatchObject(expected);
  });
});

describe("discord", () => {
  const bot = peers["discord, by a bot"] as () => Promise<HttpPeer>;
  const hook = peers["discord, by a webhook"] as () => Promise<HttpPeer>;

  it("answers a webhook's message with its name, only when it has it", async () => {
    const { server, send, input, accepts } = await hook();
    accepts();
    expect(await send(input)).toEqual({ outcome: "delivered", status: 200, externalId: "1122334455667788" });
    expect(server.received[0]?.path).toMatch(/\?wait=true$/);
    expect(JSON.parse(server.received[0]?.text ?? "")).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it("knows a bot's message by its nonce, which is the same in every attempt", async () => {
    const { server, send, input, accepts } = await bot();
    accepts();
    await send(input);
    await send(input);
    const nonces = server.received.map(({ text }) => JSON.parse(text) as { readonly nonce: string; readonly enforce_nonce: boolean });
    expect(nonces[0]).toMatchObject({ enforce_nonce: true });
    expect(nonces[1]?.nonce).toBe(nonces[0]?.nonce);
    expect(server.received[0]?.headers["authorization"]).toBe(`Bot ${secrets.TOKEN}`);
  });

  it.each([
    ["asks to wait for parts of a second", hook, discordBusy, { outcome: "retry", retryAfterMs: 1_337, wholeDestination: true }],
    ["asks all of us to wait", bot, answers(429, { retry_after: 64.57, global: true }), { outcome: "retry", retryAfterMs: 64_570, wholeDestination: true }],
    ["is behind a proxy that asks to wait", hook, answers(429, "slow down", { "retry-after": "9" }), { outcome: "retry", retryAfterMs: 9_000 }],
    ["falls over under a webhook", hook, answers(500), { outcome: "unknown" }],
    ["falls over under a bot, whose copy it would know", bot, answers(502), { outcome: "retry" }],
    ["does not know the webhook", hook, answers(404, { message: "Unknown Webhook" }), { outcome: "refused", wholeDestination: true }],
    ["does not like the message", hook, answers(400, { message: "Invalid Form Body", code: 50_035 }), { outcome: "refused" }],
  ] as const)("that %s", async (_name, open, reply, expected) => {
    expect(await outcome(open, reply)).toMatchObject(expected);
  });
});

describe("telegram", () => {
  const open = peers["telegram"] as () => Promise<HttpPeer>;

  it("is sent files by another method than texts", async () => {
    const { server, send, input, accepts } = await open();
    accepts();
    const payload = {
      content_type: "multipart/form-data; boundary=x",
      body: Buffer.from("--x--").toString("base64"),
      encoding: "base64" as const,
      digest: input.payload.digest,
    };
    expect(await send({ ...input, payload })).toMatchObject({ outcome: "delivered" });
    expect(server.received[0]).toMatchObject({ path: `/bot${secrets.TOKEN}/sendDocument`, text: "--x--" });
  });

  it("is asked under the bot's token, and gives the message's number", async () => {
    const { server, send, input, accepts } = await open();
    accepts();
    expect(await send(input)).toEqual({ outcome: "delivered", status: 200, externalId: "4711" });
    expect(server.received[0]?.path).toBe(`/bot${secrets.TOKEN}/sendMessage`);
    expect(JSON.parse(server.received[0]?.text ?? "")).toMatchObject({ chat_id: "-100200", parse_mode: "HTML" });
  });

  it.each([
    ["asks to wait", telegramBusy, { outcome: "retry", retryAfterMs: 7_000, wholeDestination: true }],
    [
      "cannot read our HTML",
      answers(400, { ok: false, description: "Bad Request: can't parse entities" }),
      { outcome: "refused", sentence: "Telegram said: Bad Request: can't parse entities." },
    ],
    [
      "moved the chat",
      answers(400, { ok: false, description: "Bad Request: group chat was upgraded", parameters: { migrate_to_chat_id: -1001 } }),
      { outcome: "refused", sentence: expect.stringContaining("-1001") as string },
    ],
    ["does not know the bot", answers(401, { ok: false, description: "Unauthorized" }), { outcome: "refused", wholeDestination: true }],
    ["does not want the bot any more", answers(403, { ok: false, description: "Forbidden: bot was kicked" }), { outcome: "refused", wholeDestination: true }],
    ["falls over", answers(502, "<html>"), { outcome: "unknown" }],
    ["answers what is no JSON", answers(200, "<html>"), { outcome: "unknown" }],
  ] as const)("that %s", async (_name, reply, expected) => {
    expect(await outcome(open, reply)).toMatchObject(expected);
  });
});
