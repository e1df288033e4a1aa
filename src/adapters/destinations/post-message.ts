import type { AttemptOutcome, SendInput } from "../../ports/destination.ts";
import { bytesOf, now, type DestinationPorts } from "./destination-ports.ts";
import { httpOutcome, type OutcomeOptions } from "./http-outcome.ts";
import { postOnce } from "./post-once.ts";

export const usualTimeoutMs = 20_000;

export interface MessagePost extends Pick<OutcomeOptions, "deduplicates" | "read"> {
  readonly url: URL;
  /** Beside those that say what is sent and by whom. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly allowPrivate: boolean;
}

/** One part, posted once, and what its answer says of it. */
export async function postMessage(
  ports: DestinationPorts,
  input: SendInput,
  signal: AbortSignal | undefined,
  { url, headers, allowPrivate, ...reading }: MessagePost,
): Promise<AttemptOutcome> {
  const result = await postOnce({
    url,
    headers: { "content-type": input.payload.content_type, "user-agent": "promptops", ...headers },
    body: bytesOf(input),
    allowPrivate,
    timeoutMs: ports.timeoutMs ?? usualTimeoutMs,
    resolve: ports.resolve,
    signal,
  });
  return httpOutcome(result, { ...reading, now: now(ports), redact: ports.redact });
}
