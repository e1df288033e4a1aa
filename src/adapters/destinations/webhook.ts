import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { Destination } from "../../ports/destination.ts";
import { bytesOf, now, secretOf, urlOf, type DestinationPorts } from "./destination-ports.ts";
import { httpOutcome } from "./http-outcome.ts";
import { postOnce } from "./post-once.ts";
import { signWebhook } from "./sign-webhook.ts";

const usualTimeoutMs = 20_000;

export function webhook(name: string, settings: DestinationSettings<"webhook">, ports: DestinationPorts): Destination["send"] {
  return async (input, signal) => {
    const url = urlOf(ports, name, settings);
    const secrets = settings.secret_env === undefined ? [] : secretOf(ports, name, settings.secret_env).split(/\s+/);
    const body = bytesOf(input);
    const headers = {
      "content-type": input.payload.content_type,
      "user-agent": "promptops",
      traceparent: input.traceparent,
      ...signWebhook(secrets, input.intent, now(ports), body),
    };
    const result = await postOnce({
      url,
      headers,
      body,
      allowPrivate: settings.allow_private ?? false,
      timeoutMs: ports.timeoutMs ?? usualTimeoutMs,
      resolve: ports.resolve,
      signal,
    });
    return httpOutcome(result, { deduplicates: true, now: now(ports), redact: ports.redact, read: gone });
  };
}

/** 410: the endpoint asks never to be called again. */
function gone(status: number): { outcome: "refused"; wholeDestination: true } | undefined {
  return status === 410 ? { outcome: "refused", wholeDestination: true } : undefined;
}
