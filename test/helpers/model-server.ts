import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { onTestFinished } from "vitest";

export interface ModelCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The JSON that was sent. */
  readonly body: Record<string, unknown>;
}

/** How the server treats one call. */
export type Treatment = (reply: ServerResponse, call: ModelCall) => void | Promise<void>;

export interface ModelServer {
  /** `http://127.0.0.1:<port>/v1` */
  readonly baseUrl: string;
  readonly calls: readonly ModelCall[];
  /** How the next calls are treated, in order; the last treatment stays. */
  next(...treatments: Treatment[]): void;
  /** Resolves once so many calls have come in. */
  received(count: number): Promise<void>;
}

/** A real server on loopback that speaks OpenAI's APIs as it is told to, for as long as the test runs. */
export async function modelServer(): Promise<ModelServer> {
  const calls: ModelCall[] = [];
  let treatments: Treatment[] = [];
  const server = createServer((request, reply) => void treat(request, reply));

  async function treat(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const call = { path: request.url ?? "", headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString() || "{}") as Record<string, unknown> };
    calls.push(call);
    const treatment = treatments.length > 1 ? treatments.shift() : treatments[0];
    await treatment?.(reply, call);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    next: (...given) => {
      treatments = given;
    },
    async received(count) {
      while (calls.length < count) await setImmediate();
    },
  };
}

export interface Said {
  readonly text?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: string }[];
  readonly refusal?: string;
  readonly citations?: readonly { readonly url: string; readonly title?: string }[];
  /** `length` or `content-filter`: it stopped before the end. */
  readonly stopped?: "length" | "content-filter";
  readonly usage?: { readonly input: number; readonly output: number; readonly cached?: number; readonly written?: number; readonly reasoning?: number } | null;
  readonly searches?: number;
  readonly model?: string;
}

/** A good answer in the words of the API that was called. */
export function says(said: Said): Treatment {
  return (reply, { path, body }) => {
    const answer = path.endsWith("/responses") ? responsesAnswer(said, body) : chatAnswer(said, body);
    sendJson(reply, 200, answer, { "x-request-id": "req_1" });
  };
}

/** An answer with this body as it is. */
export function sends(body: unknown): Treatment {
  return (reply) => sendJson(reply, 200, body);
}

export function refuses(status: number, headers: Record<string, string> = {}, error: Record<string, unknown> = { message: `status ${status}` }): Treatment {
  return (reply) => sendJson(reply, status, { error }, headers);
}

/** Success or not, something else than JSON. */
export function sendsPage(status: number, page: string, type = "text/html"): Treatment {
  return (reply) => void reply.writeHead(status, { "content-type": type }).end(page);
}

/** Takes the call and never answers. */
export const hangs: Treatment = () => undefined;

/** Ends the connection before it said anything. */
export const hangsUp: Treatment = (reply) => void reply.destroy();

/** Ends the connection in the middle of its answer. */
export const isCut: Treatment = async (reply) => {
  reply.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  await new Promise((resolve) => reply.write('{"output": [', resolve));
  reply.destroy();
};

/** Begins to answer and never ends. */
export const drips: Treatment = (reply) => {
  reply.writeHead(200, { "content-type": "application/json" });
  reply.write('{"output": [');
};

/** Sends for as long as somebody listens. */
export function floods(status: number): Treatment {
  return (reply) => {
    const piece = " ".repeat(1 << 20);
    reply.writeHead(status, { "content-type": "application/json" });
    const pour = () => {
      while (!reply.destroyed && reply.write(piece));
    };
    reply.on("drain", pour).on("error", () => undefined);
    pour();
  };
}

function sendJson(reply: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  reply.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

function responsesAnswer(
  { text, toolCalls = [], refusal, citations = [], stopped, usage = { input: 3, output: 2 }, searches, model }: Said,
  body: Record<string, unknown>,
) {
  const annotations = citations.map((citation) => ({ type: "url_citation", start_index: 0, end_index: 1, ...citation }));
  const content = [
    ...(text === undefined ? [] : [{ type: "output_text", text, annotations }]),
    ...(refusal === undefined ? [] : [{ type: "refusal", refusal }]),
  ];
  return {
    object: "response",
    status: stopped === undefined ? "completed" : "incomplete",
    error: null,
    incomplete_details: stopped === undefined ? null : { reason: stopped === "length" ? "max_output_tokens" : "content_filter" },
    model: model ?? body["model"],
    output: [
      { type: "reasoning", summary: [] },
      ...Array.from({ length: searches ?? 0 }, () => ({ type: "web_search_call", action: { type: "search" } })),
      ...(searches === undefined ? [] : [{ type: "web_search_call", action: { type: "open_page" } }]),
      ...(content.length === 0 ? [] : [{ type: "message", role: "assistant", content }]),
      ...toolCalls.map((call) => ({ type: "function_call", call_id: "c", ...call })),
    ],
    usage: usage && {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cached ?? 0, cache_write_tokens: usage.written ?? 0 },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
    },
  };
}

function chatAnswer({ text, toolCalls = [], refusal, citations = [], stopped, usage = { input: 3, output: 2 }, model }: Said, body: Record<string, unknown>) {
  const finish = stopped === undefined ? (toolCalls.length > 0 ? "tool_calls" : "stop") : stopped.replace("-", "_");
  const message = {
    role: "assistant",
    content: text ?? null,
    refusal: refusal ?? null,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map((call) => ({ id: "c", type: "function", function: call })) }),
    annotations: citations.map((citation) => ({ type: "url_citation", url_citation: { start_index: 0, end_index: 1, ...citation } })),
  };
  return {
    object: "chat.completion",
    model: model ?? body["model"],
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: usage && {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      prompt_tokens_details: { cached_tokens: usage.cached ?? 0, cache_write_tokens: usage.written ?? 0 },
      completion_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
    },
  };
}
