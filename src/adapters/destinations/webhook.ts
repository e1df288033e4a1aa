import type { DestinationSettings } from "../../core/destinations/registry.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Destination } from "../../ports/destination.ts";
import { bytesOf, now, secretOf, urlOf, type DestinationPorts } from "./destination-ports.ts";
import { httpOutcome } from "./http-outcome.ts";
import { postOnce } from "./post-once.ts";
import { signWebhook, webhookKey } from "./sign-webhook.ts";

const usualTimeoutMs = 20_000;

export function webhook(name: string, settings: DestinationSettings<"webhook">, ports: DestinationPorts): Destination["send"] {
  return async (input, signal) => {
    const url = urlOf(ports, name, settings);
    const keys = settings.secret_env === undefined ? [] : keysOf(ports, name, settings.secret_env);
    const body = bytesOf(input);
    const headers = {
      "content-type": input.payload.content_type,
      "user-agent": "promptops",
      traceparent: input.traceparent,
      ...signWebhook(keys, input.intent, now(ports), body),
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

/** Of the new and the old secret, while one replaces the other. @throws PromptopsError `missing-key`, `invalid-destination`. */
function keysOf(ports: DestinationPorts, name: string, variable: string): Buffer[] {
  return secretOf(ports, name, variable)
    .split(/\s+/)
    .map((secret) => {
      const key = webhookKey(secret);
      if (key !== undefined) return key;
      throw new PromptopsError(
        "invalid-destination",
        `The signing secret of destination "${name}" is none: ${variable} must hold \`whsec_\` and 24 to 64 bytes in Base64.`,
        {
          where: variable,
          hint: `Make one, for you and the receiver: \`export ${variable}=whsec_$(openssl rand -base64 32)\`.`,
        },
      );
    });
}

/** 410: the endpoint asks never to be called again. */
function gone(status: number): { outcome: "refused"; wholeDestination: true } | undefined {
  return status === 410 ? { outcome: "refused", wholeDestination: true } : undefined;
}
