import { request as http, type IncomingMessage } from "node:http";
import { request as https } from "node:https";
import { largestAnswer } from "../largest-answer.ts";
import { isEventStream } from "./event-stream.ts";
import { traceHeader } from "./headers.ts";

/** Bytes: what says why there is no answer needs less than one. */
const largestFailure = 64 * 1024;
/** Statuses that a `Response` may not have a body with. */
const bodiless = new Set([204, 205, 304]);

export class AnswerTooLarge extends Error {}

/**
 * `fetch` for SDKs, with exactly these headers and the call's `traceparent`: neither the SDK's own (which describe this machine) nor those that
 * `OPENAI_CUSTOM_HEADERS` and its kin add. It follows no redirect, reads no endless body, and has no time limit of its own (Node's
 * `fetch` ends after five minutes without headers; a model may think longer). Events are passed on as they come; anything else is read
 * to its end first, so that a body that is cut is a failed request.
 */
export function transport(headers: Readonly<Record<string, string>>) {
  return async (input: string | URL | Request, { method = "POST", body, signal, headers: given }: RequestInit = {}): Promise<Response> => {
    if (typeof body !== "string") throw new TypeError("Only JSON texts are sent.");
    const url = new URL(String(input));
    const incoming = await send(
      url,
      { method, headers: { ...headers, ...traceHeader(traceIn(given)), "content-length": String(Buffer.byteLength(body)) }, ...(signal ? { signal } : {}) },
      body,
    );
    const { statusCode: status = 502 } = incoming;
    const answered = headersOf(incoming);
    if (status < 300 && isEventStream(answered)) return new Response(ReadableStream.from(limited(incoming)), { status, headers: answered });
    const bytes = await readAll(incoming, status < 300);
    return new Response(bodiless.has(status) ? null : bytes, { status, headers: answered });
  };
}

function traceIn(headers: RequestInit["headers"]): string | undefined {
  return headers === undefined ? undefined : ((headers instanceof Headers ? headers : new Headers(headers)).get("traceparent") ?? undefined);
}

function send(url: URL, options: { method: string; headers: Record<string, string>; signal?: AbortSignal }, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === "https:" ? https : http)(url, options, resolve);
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function readAll(incoming: IncomingMessage, whole: boolean): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (whole && size > largestAnswer) throw tooLarge();
    if (!whole && size > largestFailure) break;
  }
  return Buffer.concat(chunks);
}

async function* limited(incoming: IncomingMessage): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestAnswer) throw tooLarge();
    yield chunk;
  }
}

function tooLarge(): AnswerTooLarge {
  return new AnswerTooLarge(`The answer has more than ${largestAnswer} bytes.`);
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  return new Headers(Object.entries(headersDistinct).flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value])));
}
