import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { AttemptOutcome, Destination, SendInput } from "../../ports/destination.ts";
import { secretOf, type DestinationPorts } from "./destination-ports.ts";
import { fieldsOf, secondsMs, textOf } from "./fields.ts";
import { postMessage, withoutBase } from "./post-message.ts";

export function telegram(name: string, settings: DestinationSettings<"telegram">, ports: DestinationPorts): Destination["send"] {
  const { base_url: base = "https://api.telegram.org", token_env: tokenVariable } = settings;
  return async (input, signal) => {
    const token = secretOf(ports, name, tokenVariable);
    const url = new URL(`${base.replace(/\/+$/, "")}/bot${encodeURIComponent(token).replaceAll("%3A", ":")}/${methodOf(input)}`);
    return postMessage(ports, input, signal, { url, allowPrivate: settings.base_url !== undefined, unless: withoutBase, deduplicates: false, read });
  };
}

/** Texts are JSON, and files are forms. */
function methodOf({ payload }: SendInput): string {
  return payload.content_type.startsWith("multipart/") ? "sendDocument" : "sendMessage";
}

/** 401, 403 and 404 are about the bot or the chat, not about the message. */
function read(status: number, body: unknown): Partial<AttemptOutcome> | undefined {
  const { ok, result, description, parameters } = fieldsOf(body);
  const { message_id: id } = fieldsOf(result);
  if (status === 200 && ok === true) return typeof id === "number" ? { externalId: String(id) } : undefined;
  if (status === 200) return { outcome: "unknown", sentence: "What answered was not Telegram." };
  const { retry_after: retryAfter, migrate_to_chat_id: moved } = fieldsOf(parameters);
  const sentence = `Telegram said: ${textOf(description) ?? `status ${status}`}.`;
  if (status === 429) return { outcome: "retry", sentence, ...secondsMs(retryAfter), wholeDestination: true };
  if (typeof moved === "number") return { outcome: "refused", sentence: `The chat became a supergroup: its id is now ${moved}.`, wholeDestination: true };
  if (status === 401 || status === 403 || status === 404) return { outcome: "refused", sentence, wholeDestination: true };
  if (status >= 400 && status < 500) return { outcome: "refused", sentence };
  return undefined;
}
