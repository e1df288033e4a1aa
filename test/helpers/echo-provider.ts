import type { ModelRequest } from "../../src/core/model-call/request.ts";
import type { ModelResponse } from "../../src/core/model-call/response.ts";
import type { Provider } from "../../src/ports/provider.ts";

export interface EchoProvider extends Provider {
  /** The last user message of every call, in the order they began. */
  readonly calls: string[];
  /** Calls under way now, and the most there ever were. */
  readonly load: { now: number; most: number };
}

export interface EchoOptions {
  readonly name?: string;
  readonly concurrency?: number;
  readonly fingerprint?: string;
  /** What happens with a call, by its last user message; the text itself when it gives nothing back. May wait, may throw. */
  readonly answer?: (
    text: string,
    request: ModelRequest,
    signal: AbortSignal | undefined,
  ) => Partial<ModelResponse> | Promise<Partial<ModelResponse> | undefined> | undefined;
}

/** A provider that says the last user message back. */
export function echoProvider({ name = "echo", concurrency = 1000, fingerprint = "echo/1", answer }: EchoOptions = {}): EchoProvider {
  const calls: string[] = [];
  const load = { now: 0, most: 0 };
  return {
    name,
    fingerprint,
    concurrency,
    calls,
    load,
    async call(request, { signal } = {}) {
      const text = lastText(request);
      calls.push(text);
      load.now += 1;
      load.most = Math.max(load.most, load.now);
      try {
        return { ...response(text), ...(await answer?.(text, request, signal)) };
      } finally {
        load.now -= 1;
      }
    },
  };
}

/** An answer with everything a model usually tells. */
export function response(text: string): ModelResponse {
  const usage = { input: 10, output: 5, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };
  return {
    text,
    toolCalls: [],
    citations: [],
    usage,
    finishReason: "stop",
    modelAnswered: "one-2026",
    latencyMs: 20,
    attempts: [{ outcome: "answered", status: 200, latencyMs: 20 }],
  };
}

function lastText({ messages }: ModelRequest): string {
  return (
    messages
      .at(-1)
      ?.parts.map((part) => (part.kind === "text" ? part.text : part.url))
      .join("") ?? ""
  );
}
