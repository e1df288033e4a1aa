import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { AttemptOutcome, Destination } from "../../ports/destination.ts";
import { secretOf, urlOf, type DestinationPorts } from "./destination-ports.ts";
import { fieldsOf, textOf } from "./fields.ts";
import { postMessage } from "./post-message.ts";

/** Words that are about the token or the channel: whatever else we sent there would be refused as well. */
const aboutPlace = new Set([
  "account_inactive",
  "channel_not_found",
  "invalid_auth",
  "is_archived",
  "missing_scope",
  "not_authed",
  "not_in_channel",
  "org_login_required",
  "restricted_action",
  "token_expired",
  "token_revoked",
]);
/** Slack says so of failures after which a part of the work may have been done. */
const ambiguous = new Set(["fatal_error", "internal_error", "request_timeout", "service_unavailable"]);

export function slack(name: string, settings: DestinationSettings<"slack">, ports: DestinationPorts): Destination["send"] {
  const { base_url: base = "https://slack.com/api", token_env: tokenVariable } = settings;
  return async (input, signal) => {
    const token = tokenVariable === undefined ? undefined : secretOf(ports, name, tokenVariable);
    const url = token === undefined ? urlOf(ports, name, settings) : new URL(`${base.replace(/\/+$/, "")}/chat.postMessage`);
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const read = token === undefined ? readHook : readBot;
    return postMessage(ports, input, signal, { url, headers, allowPrivate: isLoopbackBase(settings, token), deduplicates: false, read });
  };
}

/** A server of one's own, named in the settings, is meant; a secret URL is only ever the service's. */
function isLoopbackBase({ base_url: base, url_env: variable }: DestinationSettings<"slack">, token: string | undefined): boolean {
  return base !== undefined && (token !== undefined || variable !== undefined);
}

/** 403, 404 and 410 are about the hook, not about the message. */
function readHook(status: number): Partial<AttemptOutcome> | undefined {
  return status === 403 || status === 404 || status === 410 ? { outcome: "refused", wholeDestination: true } : undefined;
}

/** The API answers 200 also when it says no. */
function readBot(status: number, body: unknown): Partial<AttemptOutcome> | undefined {
  const { ok, error, ts } = fieldsOf(body);
  if (status !== 200) return undefined;
  if (ok === true) return { outcome: "delivered", ...(typeof ts === "string" ? { externalId: ts } : {}) };
  if (ok !== false) return { outcome: "unknown", sentence: "What answered was not Slack." };
  const code = textOf(error) ?? "no reason";
  const sentence = `Slack said: ${code}.`;
  if (code === "ratelimited" || code === "rate_limited") return { outcome: "retry", sentence, wholeDestination: true };
  if (ambiguous.has(code)) return { outcome: "unknown", sentence };
  return { outcome: "refused", sentence, ...(aboutPlace.has(code) ? { wholeDestination: true } : {}) };
}
