import type { DestinationSettings } from "../../core/destinations/registry.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Destination } from "../../ports/destination.ts";
import { bytesOf, now, secretOf, urlOf, type DestinationPorts } from "./destination-ports.ts";
import { postMessage } from "./post-message.ts";
import { signWebhook, webhookKey } from "./sign-webhook.ts";

export function webhook(name: string, settings: DestinationSettings<"webhook">, ports: DestinationPorts): Destination["send"] {
  return async (input, signal) => {
    const url = urlOf(ports, name, settings);
    const keys = settings.secret_env === undefined ? [] : keysOf(ports, name, settings.secret_env);
    const headers = { traceparent: input.traceparent, ...signWebhook(keys, input.intent, now(ports), bytesOf(input)) };
    return postMessage(ports, input, signal, { url, headers, allowPrivate: settings.allow_private ?? false, deduplicates: true, read: gone });
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
