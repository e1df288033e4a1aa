import { request as http, type IncomingMessage } from "node:http";
import { request as https } from "node:https";
import { largestAnswer } from "../largest-answer.ts";

/** Bytes: what says why there is no answer needs less than one. */
const largestFailure = 64 * 1024;

export class AnswerTooLarge extends Error {}

export interface Sending {
  readonly method: string;
  /** All there are. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends it, the reading of the answer too. */
  readonly signal: AbortSignal | undefined;
}

/** Sends a text, and waits for the beginning of an answer. No redirect is followed, and there is no time limit but the signal's. */
export function send(url: string | URL, { method, headers, body, signal }: Sending): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const target = typeof url === "string" ? new URL(url) : url;
    const outgoing = (target.protocol === "https:" ? https : http)(target, {
      method,
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    });
    // A listener of our own: Node's `signal` option makes several of each call.
    const stop = () => outgoing.destroy(signal?.reason as Error);
    if (signal?.aborted === true) stop();
    signal?.addEventListener("abort", stop);
    outgoing
      .on("response", resolve)
      .on("error", reject)
      .on("close", () => signal?.removeEventListener("abort", stop))
      .end(body);
  });
}

/** Did it say that there is an answer? */
export function succeeded({ statusCode = 502 }: IncomingMessage): boolean {
  return statusCode < 300;
}

/** A body to its end, of a failure as much as tells why. @throws AnswerTooLarge, and the connection's error when it was cut. */
export function bodyOf(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const whole = succeeded(incoming);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming
      .on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (whole && size > largestAnswer) incoming.destroy(tooLarge());
        if (whole || size <= largestFailure) return;
        resolve(Buffer.concat(chunks));
        incoming.destroy();
      })
      .on("end", () => resolve(Buffer.concat(chunks)))
      .on("error", reject);
  });
}

/** A body as it comes. @throws as `bodyOf` does. */
export async function* piecesOf(incoming: IncomingMessage): AsyncGenerator<Buffer> {
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
