import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { onTestFinished } from "vitest";

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body, to the letter. */
  readonly text: string;
}

/** How a receiver treats one request. */
export type Reply = (response: ServerResponse, request: Received) => void;

export interface Receiver {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** How the next requests are treated, in order; the last reply stays. */
  next(...replies: Reply[]): void;
  /** Resolves once so many requests have come in whole. */
  until(count: number): Promise<void>;
  /** Nobody is there any more. */
  close(): Promise<void>;
}

/** A real server on loopback, for as long as the test runs. */
export async function receiver(...first: Reply[]): Promise<Receiver> {
  const received: Received[] = [];
  let replies = first;
  const server = createServer((request, response) => void take(request, response));

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const each = { path: request.url ?? "", headers: request.headers, text: Buffer.concat(chunks).toString("utf8") };
    received.push(each);
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    response.on("error", () => undefined);
    (reply ?? answers(200))(response, each);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    next: (...given) => {
      replies = given;
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async until(count) {
      while (received.length < count) await setImmediate();
    },
  };
}

/** An answer: a text as it is, anything else as JSON. */
export function answers(status: number, body: unknown = "", headers: Readonly<Record<string, string>> = {}): Reply {
  return (response) => {
    const [text, type] = typeof body === "string" ? [body, "text/plain"] : [JSON.stringify(body), "application/json"];
    response.writeHead(status, { "content-type": type, ...headers }).end(text);
  };
}

/** Takes the request and never answers. */
export const hangs: Reply = () => undefined;

/** Takes the request and hangs up. */
export const cuts: Reply = (response) => void response.destroy();

/** Takes the request, says so, and hangs up in the middle of its words. */
export const cutsHalfWay =
  (status: number): Reply =>
  (response) => {
    response.writeHead(status, { "content-length": "100" });
    response.write("half", () => response.destroy());
  };

/** Answers for as long as somebody reads. */
export const floods =
  (status: number): Reply =>
  (response) => {
    response.writeHead(status);
    const pour = () => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.on("drain", pour);
    pour();
  };
