import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface LoopbackModel {
  /** For `base_url`. */
  readonly url: string;
  /** The last user message of every request, in the order they came. */
  readonly asked: string[];
  /** Resolves when so many requests have come. */
  until(count: number): Promise<void>;
  /** From now on every request is answered, those that are held too. */
  release(): void;
  close(): Promise<void>;
}

/**
 * A server that speaks Chat Completions and says the last user message back.
 * @param holdAfter Requests after the first so many are held until `release`. @param holds So are those with these texts.
 */
export async function loopbackModel(holdAfter = Infinity, holds: readonly string[] = []): Promise<LoopbackModel> {
  const asked: string[] = [];
  const held: (() => void)[] = [];
  let open = holdAfter;
  const holding = new Set(holds);
  const waiting: { readonly count: number; readonly wake: () => void }[] = [];
  const server = createServer((request, reply) => void serve(request, reply));
  const serve = async (request: IncomingMessage, reply: ServerResponse) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk as string;
    const text = lastText(JSON.parse(body));
    asked.push(text);
    for (const { count, wake } of waiting) if (asked.length >= count) wake();
    if (asked.length <= open && !holding.has(text)) answer(reply, text);
    else held.push(() => answer(reply, text));
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    until: (count) => new Promise((resolve) => (asked.length >= count ? resolve() : waiting.push({ count, wake: resolve }))),
    release() {
      open = Infinity;
      holding.clear();
      for (const go of held.splice(0)) go();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function lastText(body: { readonly messages: readonly { readonly content: string | readonly { readonly text: string }[] }[] }): string {
  const content = body.messages.at(-1)?.content ?? "";
  return typeof content === "string" ? content : content.map(({ text }) => text).join("");
}

function answer(reply: ServerResponse, content: string): void {
  const body = {
    id: "x",
    object: "chat.completion",
    created: 0,
    model: "one-2026",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
  reply.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
