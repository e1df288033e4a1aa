import { describe, expect, it } from "vitest";
import type { ProviderError, ProviderErrorKind } from "../../src/core/errors/provider-error.ts";
import type { ModelRequest } from "../../src/core/model-call/request.ts";
import type { ToolCall } from "../../src/core/model-call/response.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Provider } from "../../src/ports/provider.ts";
import { callClock } from "../helpers/call-clock.ts";

/** What the place behind a provider does with one attempt. */
export type Step = { readonly text: string } | { readonly calls: ToolCall } | { readonly fails: ProviderErrorKind; readonly retryAfterSeconds?: number };

export interface ProviderSetup {
  /** In order; the last one for ever. */
  readonly steps: readonly [...Step[], Step];
  readonly limits?: { readonly max_retries?: number; readonly concurrency?: number };
  readonly clock?: Clock;
}

/** What some kinds cannot do. */
export interface Abilities {
  readonly toolCalls?: boolean;
  /** Does it tell its usage? */
  readonly usage?: boolean;
}

/** What every provider must do. @param make One named `under-test` whose place does as it is told. @param failures Those its place can have. */
export function providerContract(
  name: string,
  make: (setup: ProviderSetup) => Promise<Provider>,
  failures: readonly ProviderErrorKind[],
  { toolCalls = true, usage: tellsUsage = true }: Abilities = {},
): void {
  describe(`provider: ${name}`, () => {
    it("gives the model's text back as it is", async () => {
      const text = 'Grüße, "Welt"\n\n  {{ not a template }} $1 \u{1F980}';
      const provider = await make({ steps: [{ text }] });
      const response = await provider.call(asking("Hello"));
      expect(response).toMatchObject({ text, toolCalls: [], citations: [], finishReason: "stop", modelAnswered: "small" });
      expect(response).not.toHaveProperty("refusal");
      expect(response.attempts).toEqual([{ outcome: "answered", latencyMs: response.latencyMs }]);
    });

    it.runIf(tellsUsage)("counts the tokens of both directions", async () => {
      const provider = await make({ steps: [{ text: "A whole sentence of an answer." }] });
      const { usage } = await provider.call(asking("A question of some length."));
      expect(usage?.input).toBeGreaterThan(0);
      expect(usage?.output).toBeGreaterThan(0);
      expect(usage).toMatchObject({ cachedInput: 0, cacheWrite: 0, webSearches: 0 });
    });

    it.runIf(toolCalls)("gives tool calls back with their arguments read", async () => {
      const calls = { name: "look_up", arguments: { id: 7, tags: ["a"] } };
      const provider = await make({ steps: [{ calls }] });
      const tool = { function: { name: "look_up", parameters: { type: "object" } } };
      expect(await provider.call({ ...asking("Look it up."), tools: [tool] })).toMatchObject({ text: "", toolCalls: [calls], finishReason: "tool-calls" });
    });

    it("gives structured output back as the text it is", async () => {
      const provider = await make({ steps: [{ text: '{"team": "billing"}' }] });
      const schema = { type: "object", properties: { team: { type: "string" } }, required: ["team"], additionalProperties: false };
      expect((await provider.call({ ...asking("Sort this."), output: { format: "json", schema } })).text).toBe('{"team": "billing"}');
    });

    const passing = failures.filter((kind) => kind !== "auth" && kind !== "bad-request");
    it.each(passing)("tries again after a failure of kind %s, and tells of every attempt", async (kind) => {
      const clock = callClock();
      const provider = await make({ steps: [{ fails: kind }, { fails: kind }, { text: "at last" }], clock });
      const response = await provider.call(asking("Hello"));
      expect(response.text).toBe("at last");
      expect(response.attempts.map(({ outcome }) => outcome)).toEqual([kind, kind, "answered"]);
      // Half of one second, half of two: jitter comes from the port. A place may ask for more by itself.
      expect(clock.waits).toEqual([expect.toSatisfy((ms: number) => ms >= 500), expect.toSatisfy((ms: number) => ms >= 1000)]);
    });

    it.runIf(failures.includes("rate-limit"))("waits as long as it is asked to", async () => {
      const clock = callClock();
      const provider = await make({ steps: [{ fails: "rate-limit", retryAfterSeconds: 7 }, { text: "ok" }], clock });
      await provider.call(asking("Hello"));
      expect(clock.waits).toEqual([7000]);
    });

    it.runIf(failures.includes("server"))("gives up when all retries are used, telling of every attempt", async () => {
      const provider = await make({ steps: [{ fails: "server" }], limits: { max_retries: 2 }, clock: callClock() });
      const error = await failureOf(provider.call(asking("Hello")));
      expect(error).toMatchObject({ name: "ProviderError", kind: "server", provider: "under-test" });
      expect(error.attempts.map(({ outcome }) => outcome)).toEqual(["server", "server", "server"]);
      expect(error.message).toContain("tried 3 times");
    });

    it.each(failures.filter((kind) => kind === "auth" || kind === "bad-request"))("does not try again after a failure of kind %s", async (kind) => {
      const clock = callClock();
      const provider = await make({ steps: [{ fails: kind }, { text: "never" }], clock });
      const error = await failureOf(provider.call(asking("Hello")));
      expect(error).toMatchObject({ kind, provider: "under-test", attempts: [{ outcome: kind }] });
      expect(clock.waits).toEqual([]);
    });

    it("makes no attempt when it was stopped before", async () => {
      const provider = await make({ steps: [{ text: "never" }] });
      const error = await failureOf(provider.call(asking("Hello"), { signal: AbortSignal.abort() }));
      expect(error).toMatchObject({ kind: "aborted", attempts: [] });
    });

    it.runIf(failures.includes("server"))("stops at once while it waits between attempts", async () => {
      const stop = new AbortController();
      const waiting: Clock = { ...callClock(), sleep: (ms, signal) => waitUntilStopped(ms, signal, () => stop.abort()) };
      const provider = await make({ steps: [{ fails: "server" }], clock: waiting });
      const error = await failureOf(provider.call(asking("Hello"), { signal: stop.signal }));
      expect(error).toMatchObject({ kind: "aborted", attempts: [{ outcome: "server" }] });
    });

    it("answers many calls at once, each with its own answer and record", async () => {
      const provider = await make({ steps: [{ text: "same" }] });
      const stop = new AbortController();
      const responses = await Promise.all(Array.from({ length: 30 }, (_, at) => provider.call(asking(`Question ${at}`), { signal: stop.signal })));
      expect(responses.every(({ text, attempts }) => text === "same" && attempts.length === 1)).toBe(true);
    });

    it("says how many calls it takes at once, and what it is without saying where", async () => {
      const provider = await make({ steps: [{ text: "ok" }], limits: { concurrency: 3 } });
      expect(provider).toMatchObject({ name: "under-test", concurrency: 3 });
      expect(provider.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    });
  });
}

export function asking(text: string): ModelRequest {
  return { model: "small", params: {}, messages: [{ role: "user", parts: [{ kind: "text", text }] }] };
}

export async function failureOf(call: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await call.then(
    () => new Error("it was answered"),
    (thrown: unknown) => thrown,
  );
  return error as ProviderError;
}

/** Sleeps for ever; a wait between attempts, which is shorter than a time limit, says so when it has begun. */
async function waitUntilStopped(ms: number, signal: AbortSignal | undefined, began: () => void): Promise<void> {
  const stopped = new Promise<void>((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error)));
  if (ms < 60_000) began();
  await stopped;
}
