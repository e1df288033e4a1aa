import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openProvider } from "../../src/adapters/providers/open-provider.ts";
import type { Provider } from "../../src/ports/provider.ts";
import { callClock, type CallClock } from "../helpers/call-clock.ts";
import type { Dialect } from "../helpers/dialects.ts";
import {
  drips,
  floods,
  hangs,
  hangsUp,
  isCut,
  modelServer,
  refuses,
  says,
  saysAs,
  saysPartly,
  saysInTwo,
  sends,
  sendsPage,
  trailsOff,
  type ModelServer,
} from "../helpers/model-server.ts";
import { providerPorts } from "../helpers/provider-ports.ts";
import { asking, failureOf } from "./provider.ts";

export const key = "test-key-3fd81b06c9";

export interface Opened {
  readonly server: ModelServer;
  readonly provider: Provider;
  readonly clock: CallClock;
}

/** A provider called `acme` at a server on loopback. One retry unless told otherwise. */
export async function opened(dialect: Dialect, limits: { readonly max_retries?: number } = {}, secret = key): Promise<Opened> {
  const server = await modelServer();
  const clock = callClock();
  const config = { providers: { acme: { ...dialect.settings(server), max_retries: 1, ...limits } } };
  return { server, clock, provider: await openProvider("acme", config, providerPorts({ clock, env: { ACME_KEY: secret } })) };
}

/** What every provider that asks a server must do with whatever a server can do, over real sockets. */
export function providerOverHttpContract(dialect: Dialect): void {
  describe(`provider over HTTP: ${dialect.name}`, () => {
    test.each([
      ["takes the call and is silent", hangs],
      ["began to answer and goes silent", trailsOff],
      ["sends a byte now and then, and no end", drips],
    ])("a server that %s: a timeout, at the limit", async (_what, treatment) => {
      const { server, provider, clock } = await opened(dialect, { max_retries: 0 });
      server.next(treatment);
      const failing = failureOf(provider.call(asking("Hello")));
      await server.received(1);
      clock.expire();
      expect(await failing).toMatchObject({
        kind: "timeout",
        message: "acme did not answer within 60 seconds.",
        attempts: [{ outcome: "timeout", latencyMs: 60_000 }],
      });
      await server.abandoned(1);
    });

    test("a timeout is worth another attempt, and both are told of", async () => {
      const { server, provider, clock } = await opened(dialect);
      server.next(hangs, says({ text: "at last" }));
      const answering = provider.call(asking("Hello"));
      await server.received(1);
      clock.expire();
      expect(await answering).toMatchObject({ text: "at last", attempts: [{ outcome: "timeout", latencyMs: 60_000 }, { outcome: "answered" }] });
    });

    test("a stopped call ends at once, however silent the server is, and lets go of the connection", async () => {
      const { server, provider } = await opened(dialect);
      server.next(hangs);
      const stop = new AbortController();
      const failing = failureOf(provider.call(asking("Hello"), { signal: stop.signal }));
      await server.received(1);
      stop.abort();
      expect(await failing).toMatchObject({ kind: "aborted", attempts: [{ outcome: "aborted" }] });
      await server.abandoned(1);
    });

    test.each([
      ["before it said anything", hangsUp],
      ["in the middle of the answer", isCut],
    ])("a connection that is cut %s is tried again", async (_when, treatment) => {
      const { server, provider } = await opened(dialect);
      server.next(treatment, says({ text: "whole" }));
      expect(await provider.call(asking("Hello"))).toMatchObject({ text: "whole", attempts: [{ outcome: "network" }, { outcome: "answered" }] });
    });

    test("a server that is not there: says which, and how it failed", async () => {
      const settings = { ...dialect.settings({ baseUrl: "http://127.0.0.1:1/v1" }), max_retries: 1 };
      const provider = await openProvider("acme", { providers: { acme: settings } }, providerPorts({ env: { ACME_KEY: key } }));
      const error = await failureOf(provider.call(asking("Hello")));
      expect(error).toMatchObject({ kind: "network", attempts: [{ outcome: "network" }, { outcome: "network" }] });
      expect(error.message).toContain("The connection to acme (127.0.0.1:1) failed: ECONNREFUSED.");
    });

    test.each([
      ["broken JSON", sendsPage(200, '{"output": [', "application/json")],
      ["nothing", sendsPage(200, "", "application/json")],
      ["a page", sendsPage(200, "<html>Welcome</html>")],
      ["a stream of nothing", sendsPage(200, "", "text/event-stream")],
      ["a list", sends([])],
      ["a number", sends(7)],
      ["JSON of another kind", sends({ hello: "world" })],
    ])("%s with success is no answer, is asked for again, and then refused", async (_what, treatment) => {
      const { server, provider } = await opened(dialect);
      server.next(treatment);
      const error = await failureOf(provider.call(asking("Hello")));
      expect(["malformed", "network"]).toContain(error.kind);
      expect(error.attempts.map(({ outcome }) => outcome)).toEqual([error.kind, error.kind]);
      expect(server.calls).toHaveLength(2);
    });

    test.each(["text/plain; charset=utf-8", "application/octet-stream", "text/html"])(
      "an answer is what it holds, whatever type it goes by: %s",
      async (type) => {
        const { server, provider } = await opened(dialect, { max_retries: 0 });
        server.next(saysAs(type, { text: "ok" }));
        expect(await provider.call(asking("Hello"))).toMatchObject({ text: "ok", attempts: [{ outcome: "answered" }] });
      },
    );

    test("what cannot be read is paid for twice at most, whatever the number of retries", async () => {
      const { server, provider } = await opened(dialect, { max_retries: 9 });
      server.next(sendsPage(200, "<html>Welcome</html>"));
      const error = await failureOf(provider.call(asking("Hello")));
      expect(error).toMatchObject({ kind: "malformed", attempts: [{ outcome: "malformed" }, { outcome: "malformed" }] });
      expect(error.message).toContain("not with JSON");
    });

    test("an endless answer is not read to its end", async () => {
      const { server, provider } = await opened(dialect, { max_retries: 0 });
      server.next(floods(200));
      expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "malformed", message: "acme sent more than any answer can be." });
      await server.abandoned(1);
    });

    test("an endless failure is not read to its end either", async () => {
      const { server, provider } = await opened(dialect, { max_retries: 0 });
      server.next(floods(500));
      expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "server", status: 500 });
    });

    test("the page of a gateway stays out of the message", async () => {
      const { server, provider } = await opened(dialect, { max_retries: 0 });
      server.next(sendsPage(502, "<html><body>Bad gateway</body></html>"));
      expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "server", status: 502, message: "acme answered 502." });
    });

    test("a redirect is not followed: the prompt goes only where the configuration says", async () => {
      const elsewhere = await modelServer();
      const { server, provider } = await opened(dialect);
      server.next(refuses(307, { location: `${elsewhere.baseUrl}/there` }));
      const error = await failureOf(provider.call(asking("Hello")));
      expect(error).toMatchObject({ kind: "bad-request", status: 307 });
      expect(error.message).toContain(`it redirects to ${elsewhere.baseUrl}/there`);
      expect(error.message).toContain(`\`${dialect.addressSetting}\``);
      expect(elsewhere.calls).toEqual([]);
    });

    test.each([
      [400, "bad-request", 1],
      [401, "auth", 1],
      [402, "auth", 1],
      [403, "auth", 1],
      [404, "bad-request", 1],
      [408, "timeout", 2],
      [409, "server", 2],
      [413, "bad-request", 1],
      [422, "bad-request", 1],
      [429, "rate-limit", 2],
      [500, "server", 2],
      [503, "server", 2],
      [529, "server", 2],
    ])("status %i is a failure of kind %s after %i attempts", async (status, kind, attempts) => {
      const { server, provider } = await opened(dialect);
      server.next(refuses(status));
      const error = await failureOf(provider.call(asking("Hello")));
      expect(error).toMatchObject({ kind, status, message: expect.stringContaining(`acme answered ${status}: status ${status}.`) });
      expect(error.attempts.map((attempt) => [attempt.outcome, attempt.status])).toEqual(Array.from({ length: attempts }, () => [kind, status]));
      expect(server.calls).toHaveLength(attempts);
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
      const { server, provider, clock } = await opened(dialect);
      server.next(refuses(429, headers), says({ text: "ok" }));
      await provider.call(asking("Hello"));
      expect(clock.waits).toEqual([wait]);
    });

    test("a provider that keeps asking for an hour is waited for once", async () => {
      const { server, provider, clock } = await opened(dialect, { max_retries: 10 });
      server.next(refuses(429, { "retry-after": "3600" }));
      expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "rate-limit", retryAfterMs: 3_600_000 });
      expect(clock.waits).toEqual([3_600_000]);
    });

    test("the key goes out in its header and comes back in nothing", async () => {
      const { server, provider } = await opened(dialect);
      server.next(refuses(401, {}, { message: `Incorrect API key provided: ${key}. See\u001b[31m sk-proj-abc***xyz.` }));
      const error = await failureOf(provider.call(asking("Hello")));
      expect(server.calls[0]?.headers).toMatchObject(dialect.keyHeader(key));
      expect(error.message).toBe("acme answered 401: Incorrect API key provided: [redacted]. See [31m [redacted].");
      expect(JSON.stringify([error, error.attempts, error.stack])).not.toContain(key);
    });

    test("a failure that comes with success keeps the key to itself too", async () => {
      const { server, provider } = await opened(dialect, { max_retries: 0 });
      server.next(sends({ type: "error", status: "failed", error: { message: `No\n${key}` } }));
      expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ message: "acme failed: No [redacted]." });
    });

    test("a key that ends with its line is sent without it; of one that cannot be sent the variable is named before any call, and it is not shown", async () => {
      const clean = await opened(dialect, {}, `${key}\n`);
      clean.server.next(says({ text: "ok" }));
      await clean.provider.call(asking("Hello"));
      expect(clean.server.calls[0]?.headers).toMatchObject(dialect.keyHeader(key));
      expect(clean.provider.unready?.()).toEqual([]);
      for (const [value, why] of [
        [`${key}\nmore`, "a line break inside"],
        [`${key}é`, "no printable ASCII"],
        [`${key}–`, "no printable ASCII"],
      ] as const) {
        const broken = await opened(dialect, {}, value);
        const error: unknown = await broken.provider.call(asking("Hello")).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: "unusable-key", exit: "authentication", message: expect.stringMatching(`ACME_KEY.*${why}`) });
        expect(broken.provider.unready?.()).toMatchObject([{ code: "unusable-key" }]);
        expect(JSON.stringify([error, (error as Error).stack])).not.toContain(key);
        expect(broken.server.calls).toEqual([]);
      }
    });

    test.each(["", "  \n"])("a key variable that is empty is as good as unset: the first call says which (%j)", async (empty) => {
      const { server, provider } = await opened(dialect, {}, empty);
      await expect(provider.call(asking("Hello"))).rejects.toMatchObject({ code: "missing-key", message: expect.stringContaining("ACME_KEY") });
      expect(server.calls).toEqual([]);
    });

    test("calls go where the configuration says, with its headers and none that describe this machine", async () => {
      const server = await modelServer();
      const settings = { ...dialect.settings(server), headers: { "X-Team": "billing" } };
      const provider = await openProvider("acme", { providers: { acme: settings } }, providerPorts({ env: { ACME_KEY: key } }));
      server.next(says({ text: "ok" }));
      await provider.call(asking("Hello"));
      const { path, headers } = server.calls[0]!;
      expect(path).toBe(dialect.path);
      expect(headers).toMatchObject({ "x-team": "billing", "user-agent": "promptops", "content-type": "application/json" });
      expect(Object.keys(headers).filter((name) => name.startsWith("x-stainless"))).toEqual([]);
    });

    test("a call says what it belongs to, where that is known", async () => {
      const { server, provider } = await opened(dialect);
      server.next(says({ text: "ok" }));
      const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
      await provider.call(asking("Hello"), { traceparent });
      await provider.call(asking("Hello"));
      expect(server.calls.map(({ headers }) => headers["traceparent"])).toEqual([traceparent, undefined]);
    });

    test("answers tell the provider's request id, and the model that answered", async () => {
      const { server, provider } = await opened(dialect);
      server.next(says({ text: "ok", model: "small-2026-10-01" }));
      expect(await provider.call(asking("Hello"))).toMatchObject({ providerRequestId: "req_1", modelAnswered: "small-2026-10-01" });
    });

    test("usage tells the cached tokens apart, and is unknown, not zero, where it was not told", async () => {
      const { server, provider } = await opened(dialect);
      server.next(says({ text: "ok", usage: { input: 100, output: 50, cached: 60 } }), says({ text: "ok", usage: null }));
      expect((await provider.call(asking("Hello"))).usage).toMatchObject({ input: 100, output: 50, cachedInput: 60 });
      expect((await provider.call(asking("Hello"))).usage).toBeUndefined();
    });

    test("an answer that was cut off by its limit says so", async () => {
      const { server, provider } = await opened(dialect);
      server.next(says({ text: "half an ans", stopped: "length" }));
      expect(await provider.call(asking("Hello"))).toMatchObject({ text: "half an ans", finishReason: "length" });
    });

    if (dialect.streams) streamContract(dialect);
  });
}

/** What more there is to do where answers come in pieces. */
function streamContract(dialect: Dialect): void {
  test("a stream that is cut in the middle is tried again, and never a short answer", async () => {
    const { server, provider } = await opened(dialect);
    server.next(saysPartly({ text: "the whole answer" }, "is cut"), says({ text: "the whole answer" }));
    expect(await provider.call(asking("Hello"))).toMatchObject({
      text: "the whole answer",
      attempts: [{ outcome: "network" }, { outcome: "answered" }],
    });
  });

  test.each([
    ["ends before its answer does", "ends", "network", "The answer of acme ended in the middle."],
    ["sends a broken piece", "is broken", "malformed", "acme sent a piece of an answer that is broken JSON."],
  ] as const)("a stream that %s is a failure, not a short answer", async (_what, then, kind, message) => {
    const { server, provider } = await opened(dialect, { max_retries: 0 });
    server.next(saysPartly({ text: "the whole answer" }, then));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind, message, attempts: [{ outcome: kind }] });
  });

  test("a stream that goes silent runs into the time limit", async () => {
    const { server, provider, clock } = await opened(dialect, { max_retries: 0 });
    server.next(saysPartly({ text: "the whole answer" }, "goes silent"));
    const failing = failureOf(provider.call(asking("Hello")));
    await server.received(1);
    clock.expire();
    expect(await failing).toMatchObject({ kind: "timeout" });
    await server.abandoned(1);
  });

  test.each([
    [{ type: "overloaded_error", code: "server_error", message: "Overloaded" }, "server"],
    [{ type: "rate_limit_error", code: "rate_limit_exceeded", message: "Too fast" }, "rate-limit"],
    [{ type: "authentication_error", code: "insufficient_quota", message: `Not with ${key}` }, "auth"],
    [{ type: "invalid_request_error", code: "invalid_request_error", message: "No." }, "bad-request"],
  ])("a failure in the middle of a stream is told for what it is: %j", async (error, kind) => {
    const { server, provider } = await opened(dialect, { max_retries: 0 });
    server.next(saysPartly({ text: "the whole answer" }, { error }));
    const failure = await failureOf(provider.call(asking("Hello")));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toBe(`acme failed: ${error.message.replace(key, "[redacted]").replace(/[^.]$/, "$&.")}`);
  });

  test("an endless stream is not read to its end", async () => {
    const { server, provider } = await opened(dialect, { max_retries: 0 });
    server.next(floods(200, "text/event-stream"));
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "malformed", message: "acme sent more than any answer can be." });
    await server.abandoned(1);
  });

  test("the time to the first piece is told apart from the whole time", async () => {
    const server = await modelServer();
    const clock = callClock();
    let looks = 0;
    const watched = { ...clock, elapsed: () => ((looks += 1), clock.elapsed()) };
    const config = { providers: { acme: dialect.settings(server) } };
    const provider = await openProvider("acme", config, providerPorts({ clock: watched, env: { ACME_KEY: key } }));
    server.next(
      saysInTwo("two pieces", async () => {
        // The next look at the time is at the first piece.
        for (const before = looks; looks === before;) await setImmediate();
        await clock.sleep(5_000);
      }),
    );
    expect(await provider.call(asking("Hello"))).toMatchObject({ text: "two pieces", firstTokenMs: 0, latencyMs: 5_000 });
  });

  test("a server that knows no streams and answers at once is understood, without a time to the first piece", async () => {
    const { server, provider } = await opened(dialect);
    server.next((reply, call) => void says({ text: "at once" })(reply, { ...call, body: { ...call.body, stream: false } }));
    const response = await provider.call(asking("Hello"));
    expect(response.text).toBe("at once");
    expect(response).not.toHaveProperty("firstTokenMs");
  });
}
