import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { AttemptOutcome, Destination } from "../../ports/destination.ts";
import { secretOf, urlOf, type DestinationPorts } from "./destination-ports.ts";
import { fieldsOf, secondsMs, textOf } from "./fields.ts";
import { postMessage, withoutBase } from "./post-message.ts";

export function discord(name: string, settings: DestinationSettings<"discord">, ports: DestinationPorts): Destination["send"] {
  const { base_url: base = "https://discord.com/api/v10", token_env: tokenVariable, channel } = settings;
  return async (input, signal) => {
    const token = tokenVariable === undefined ? undefined : secretOf(ports, name, tokenVariable);
    const url = token === undefined ? urlOf(ports, name, settings) : new URL(`${base.replace(/\/+$/, "")}/channels/${channel}/messages`);
    // Only then does Discord answer with the message, and not before it took it.
    if (token === undefined) url.searchParams.set("wait", "true");
    const headers = token === undefined ? {} : { authorization: `Bot ${token}` };
    return postMessage(ports, input, signal, {
      url,
      headers,
      allowPrivate: settings.base_url !== undefined,
      unless: withoutBase,
      deduplicates: token !== undefined,
      read,
    });
  };
}

/** It answers with the message. Too many refused requests and Discord locks the address out: a webhook that is gone or refuses us is left alone. */
function read(status: number, body: unknown): Partial<AttemptOutcome> | undefined {
  const { id, message, retry_after: retryAfter } = fieldsOf(body);
  if (status === 429) return { outcome: "retry", ...secondsMs(retryAfter), wholeDestination: true };
  if (status >= 200 && status < 300) return typeof id === "string" ? { externalId: id } : { outcome: "unknown", sentence: "What answered was not Discord." };
  if (status === 401 || status === 403 || status === 404)
    return { outcome: "refused", wholeDestination: true, sentence: `Discord answered ${status}: ${textOf(message) ?? "no reason"}.` };
  return undefined;
}
