import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { answerOf, type Said } from "./model-answers.ts";
import { eventsOf } from "./model-events.ts";

export interface ModelCall {
  readonly path: string;
  readonly method: string;
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
  /** Resolves once so many connections were closed before their answers had ended. */
  abandoned(count: number): Promise<void>;
}

/** A real server on loopback that speaks OpenAI's APIs as it is told to, for as long as the test runs. */
export async function modelServer(): Promise<ModelServer> {
  const calls: ModelCall[] = [];
  let treatments: Treatment[] = [];
  let abandoned = 0;
  const server = createServer((request, reply) => void treat(request, reply));

  async function treat(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const call = {
      path: request.url ?? "",
      method: request.method ?? "",
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString() || "{}") as Record<string, unknown>,
    };
    calls.push(call);
    reply.on("close", () => (abandoned += reply.writableFinished ? 0 : 1));
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
    async abandoned(count) {
      while (abandoned < count) await setImmediate();
    },
  };
}

export type { Said } from "./model-answers.ts";

/** A good answer in the words of the API that was called, in pieces when it was asked for in pieces. */
export function says(said: Said): Treatment {
  return (reply, { path, body }) => {
    const answer = answerOf(path, said, body);
    const headers = { "x-request-id": "req_1" };
    if (body["stream"] === true) reply.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", ...headers }).end(eventsOf(path, answer).join(""));
    else sendJson(reply, 200, answer, headers);
  };
}

/** A good answer, all at once, that goes by another type than it has. */
export function saysAs(type: string, said: Said): Treatment {
  return (reply, { path, body }) => sendJson(reply, 200, answerOf(path, said, body), { "content-type": type });
}

/** The beginning of an answer in pieces: its text is there and its end is not. And then what happens. */
export function saysPartly(said: Said, then: "is cut" | "ends" | "goes silent" | "is broken" | { readonly error: unknown }): Treatment {
  return async (reply, { path, body }) => {
    const events = eventsOf(path, answerOf(path, said, body));
    reply.writeHead(200, { "content-type": "text/event-stream" });
    await new Promise((resolve) => reply.write(events.slice(0, Math.floor(events.length * 0.7)).join(""), resolve));
    if (then === "is cut") reply.destroy();
    else if (then === "ends") reply.end();
    else if (then === "is broken") reply.end('event: content_block_delta\ndata: {"type": \n\n');
    else if (typeof then === "object") reply.end(`event: error\ndata: ${JSON.stringify({ type: "error", error: then.error })}\n\n`);
  };
}

/** An answer in pieces, with something `between` the first piece of its text and the rest. */
export function saysInTwo(text: string, between: () => Promise<void>): Treatment {
  return async (reply, { path, body }) => {
    const events = eventsOf(path, answerOf(path, { text }, body));
    const first = events.findIndex((event) => event.includes(`"${text.slice(0, text.length / 2)}"`)) + 1;
    reply.writeHead(200, { "content-type": "text/event-stream" });
    await new Promise((resolve) => reply.write(events.slice(0, first).join(""), resolve));
    await between();
    reply.end(events.slice(first).join(""));
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

/** Begins to answer and goes silent. */
export const trailsOff: Treatment = (reply) => {
  reply.writeHead(200, { "content-type": "application/json" });
  reply.write('{"output": [');
};

/** Sends a byte now and then, for as long as somebody listens. */
export const drips: Treatment = async (reply) => {
  reply.writeHead(200, { "content-type": "application/json" }).on("error", () => undefined);
  for (; !reply.destroyed; await setImmediate()) reply.write(" ");
};

/** Sends for as long as somebody listens. */
export function floods(status: number, type = "application/json"): Treatment {
  return (reply) => {
    const piece = " ".repeat(1 << 20);
    reply.writeHead(status, { "content-type": type });
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
