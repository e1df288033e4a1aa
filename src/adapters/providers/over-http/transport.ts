import type { IncomingMessage } from "node:http";
import { isEventStream } from "./event-stream.ts";
import { bodyOf, piecesOf, send, succeeded } from "./exchange.ts";
import { traceHeader } from "./headers.ts";

/** Statuses that a `Response` may not have a body with. */
const bodiless = new Set([204, 205, 304]);

/**
 * `fetch` for SDKs, with exactly these headers and the call's `traceparent`: neither the SDK's own (which describe this machine) nor those that
 * `OPENAI_CUSTOM_HEADERS` and its kin add. It follows no redirect, reads no endless body, and has no time limit of its own (Node's
 * `fetch` ends after five minutes without headers; a model may think longer). Events are passed on as they come; anything else is read
 * to its end first, so that a body that is cut is a failed request.
 */
export function transport(headers: Readonly<Record<string, string>>) {
  return async (input: string | URL | Request, { method = "POST", body, signal, headers: given }: RequestInit = {}): Promise<Response> => {
    if (typeof body !== "string") throw new TypeError("Only JSON texts are sent.");
    const sent = { ...headers, ...traceHeader(traceIn(given)) };
    const incoming = await send(String(input), { method, headers: sent, body, signal: signal ?? undefined });
    const init = { status: incoming.statusCode ?? 502, headers: headersOf(incoming) };
    if (succeeded(incoming) && isEventStream(init.headers)) return new Response(ReadableStream.from(piecesOf(incoming)), init);
    const bytes = await bodyOf(incoming);
    return bodiless.has(init.status) ? new Response(null, init) : new ReadResponse(bytes, init);
  };
}

/** A response that has come already: nothing of it has to go through a stream once more. */
class ReadResponse extends Response {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, init: ResponseInit) {
    super(null, init);
    this.#bytes = bytes;
  }

  override readonly text = () => Promise.resolve(new TextDecoder().decode(this.#bytes));
  override readonly json = async () => JSON.parse(await this.text()) as unknown;
}

function traceIn(headers: RequestInit["headers"]): string | undefined {
  return headers === undefined ? undefined : ((headers instanceof Headers ? headers : new Headers(headers)).get("traceparent") ?? undefined);
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  return new Headers(Object.entries(headersDistinct).flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value])));
}
