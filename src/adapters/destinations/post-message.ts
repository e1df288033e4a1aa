import type { AttemptOutcome, SendInput } from "../../ports/destination.ts";
import { bytesOf, now, type DestinationPorts } from "./destination-ports.ts";
import { httpOutcome, type OutcomeOptions } from "./http-outcome.ts";
import { postOnce } from "./post-once.ts";

export const usualTimeoutMs = 20_000;

/** Kinds that speak to one service have no `allow_private`: a server of one's own takes the service's place. */
export const withoutBase = "no server of your own is named as `base_url` (`http://127.0.0.1:PORT`)";

export interface MessagePost extends Pick<OutcomeOptions, "deduplicates" | "read"> {
  readonly url: URL;
  /** Beside those that say what is sent and by whom. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly allowPrivate: boolean;
  /** As `postOnce` takes it. */
  readonly unless?: string;
}

/** One part, posted once, and what its answer says of it. */
export async function postMessage(
  ports: DestinationPorts,
  input: SendInput,
  signal: AbortSignal | undefined,
  { url, headers, allowPrivate, unless, ...reading }: MessagePost,
): Promise<AttemptOutcome> {
  const result = await postOnce({
    url,
    headers: { "content-type": input.payload.content_type, "user-agent": "promptops", ...headers },
    body: bytesOf(input),
    allowPrivate,
    unless,
    timeoutMs: ports.timeoutMs ?? usualTimeoutMs,
    resolve: ports.resolve,
    signal,
  });
  return httpOutcome(result, { ...reading, now: now(ports), redact: ports.redact });
}
