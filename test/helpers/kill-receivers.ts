import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One question to the model. */
export interface Call {
  readonly world: string;
  /** Of its `traceparent`. */
  readonly trace: string;
  /** No other call got it. */
  readonly answer: string;
}

export interface Arrived {
  readonly world: string;
  readonly body: string;
}

/** A model, a webhook that tells copies apart, and a chat that does not. Whoever asks says which world it is of. */
export interface KillReceivers {
  readonly url: string;
  readonly calls: readonly Call[];
  readonly hooks: readonly (Arrived & { readonly id: string })[];
  readonly chats: readonly Arrived[];
  /** Resolves when somebody of that world asks anything for the nth time from now on. */
  asked(world: string, nth: number): Promise<void>;
  close(): void;
}

export async function killReceivers(): Promise<KillReceivers> {
  const calls: Call[] = [];
  const hooks: (Arrived & { id: string })[] = [];
  const chats: Arrived[] = [];
  const waiting = new Map<string, { left: number; resolve: () => void }>();

  const server = createServer((request, response) => {
    void Array.fromAsync(request as AsyncIterable<Buffer>).then((chunks) => answer(request, Buffer.concat(chunks).toString("utf8"), response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  function answer({ url = "", headers }: IncomingMessage, body: string, response: ServerResponse): void {
    const [, place, named = ""] = new URL(url, "http://here").pathname.split("/");
    const world = place === "model" ? (headers.authorization ?? "").replace("Bearer ", "") : named;
    const wait = waiting.get(world);
    if (wait !== undefined && (wait.left -= 1) <= 0) wait.resolve();
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(said(place, world, headers, body)));
  }

  function said(place: string | undefined, world: string, headers: IncomingMessage["headers"], body: string): object {
    switch (place) {
      case "model": {
        const text = longAnswer(calls.length + 1);
        calls.push({ world, trace: traceOf(String(headers["traceparent"])), answer: text });
        return { text };
      }
      case "hook":
        hooks.push({ world, id: String(headers["webhook-id"]), body });
        return {};
      default:
        chats.push({ world, body });
        return { id: String(chats.length) };
    }
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    hooks,
    chats,
    asked: (world, nth) => new Promise((resolve) => waiting.set(world, { left: nth, resolve })),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export function traceOf(traceparent: string): string {
  return traceparent.split("-")[1] ?? "";
}

/** Two messages of a chat. */
function longAnswer(nth: number): string {
  return Array.from({ length: 60 }, (_, at) => `Sentence ${at} of answer ${nth} goes on and on.`).join(" ");
}
