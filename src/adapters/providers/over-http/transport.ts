import type { IncomingMessage } from "node:http";
import { isEventStream } from "./event-stream.ts";
import { bodyOf, piecesOf, send, succeeded } from "./exchange.ts";
import { HeaderList } from "./header-list.ts";
import { traceHeader } from "./headers.ts";

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
    const answered = headersOf(incoming);
    const { statusCode: status = 502 } = incoming;
    if (succeeded(incoming) && isEventStream(answered)) return new Response(ReadableStream.from(piecesOf(incoming)), { status, headers: [...answered] });
    return new ReadResponse(status, answered, await bodyOf(incoming)) as unknown as Response;
  };
}

/** A `Response` that has come already, as far as SDKs read it: nothing of it has to go through a stream once more. */
class ReadResponse implements Pick<Response, "body" | "json" | "ok" | "status" | "text" | "url"> {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: HeaderList;
  readonly url = "";
  readonly body = null;
  readonly #bytes: Buffer<ArrayBuffer>;

  constructor(status: number, headers: HeaderList, bytes: Buffer<ArrayBuffer>) {
    this.status = status;
    this.ok = status >= 200 && status < 300;
    this.headers = headers;
    this.#bytes = bytes;
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(this.#bytes);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
}

/** Whatever an SDK has made of its headers. */
function traceIn(headers: RequestInit["headers"]): string | undefined {
  if (headers === undefined) return undefined;
  return (
    ("get" in headers && typeof headers.get === "function" ? (headers as Headers) : new HeaderList(headers as Record<string, string>)).get("traceparent") ??
    undefined
  );
}

function headersOf({ headersDistinct }: IncomingMessage): HeaderList {
  return new HeaderList(Object.entries(headersDistinct).flatMap(([name, values = []]) => values.map((value) => [name, value] as const)));
}
