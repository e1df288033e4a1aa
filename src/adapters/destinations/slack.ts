import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { AttemptOutcome, Destination } from "../../ports/destination.ts";
import { bytesOf, secretOf, urlOf, type DestinationPorts } from "./destination-ports.ts";
import { fieldsOf, textOf } from "./fields.ts";
import { httpOutcome } from "./http-outcome.ts";
import { postOnce } from "./post-once.ts";

const timeoutMs = 20_000;
/** Slack says so of failures after which a part of the work may have been done. */
const ambiguous = new Set(["fatal_error", "internal_error", "request_timeout", "service_unavailable"]);

export function slack(name: string, settings: DestinationSettings<"slack">, ports: DestinationPorts): Destination["send"] {
  const { base_url: base = "https://slack.com/api", token_env: tokenVariable } = settings;
  return async (input, signal) => {
    const token = tokenVariable === undefined ? undefined : secretOf(ports, name, tokenVariable);
    const url = token === undefined ? urlOf(ports, name, settings) : new URL(`${base.replace(/\/+$/, "")}/chat.postMessage`);
    const headers = {
      "content-type": input.payload.content_type,
      "user-agent": "promptops",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const result = await postOnce({ url, headers, body: bytesOf(input), allowPrivate: isLoopbackBase(settings, token), timeoutMs, signal });
    return httpOutcome(result, { deduplicates: false, now: input.at, redact: ports.redact, ...(token === undefined ? {} : { read: readBot }) });
  };
}

/** A server of one's own, named in the settings, is meant; a secret URL is only ever the service's. */
function isLoopbackBase({ base_url: base, url_env: variable }: DestinationSettings<"slack">, token: string | undefined): boolean {
  return base !== undefined && (token !== undefined || variable !== undefined);
}

/** The API answers 200 also when it says no. */
function readBot(status: number, body: unknown): Partial<AttemptOutcome> | undefined {
  const { ok, error, ts } = fieldsOf(body);
  if (status !== 200) return undefined;
  if (ok === true) return { outcome: "delivered", ...(typeof ts === "string" ? { externalId: ts } : {}) };
  const code = textOf(error) ?? "no reason";
  const sentence = `Slack said: ${code}.`;
  if (code === "ratelimited" || code === "rate_limited") return { outcome: "retry", sentence, wholeDestination: true };
  return ambiguous.has(code) ? { outcome: "unknown", sentence } : { outcome: "refused", sentence };
}
