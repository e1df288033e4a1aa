import { readSlackFile } from "../../core/delivery/slack-file.ts";
import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { AttemptOutcome, Destination } from "../../ports/destination.ts";
import { now, secretOf, urlOf, type DestinationPorts } from "./destination-ports.ts";
import { fieldsOf, textOf } from "./fields.ts";
import { postMessage, usualTimeoutMs, withoutBase } from "./post-message.ts";

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
    const allowPrivate = isLoopbackBase(settings, token);
    const file = token === undefined ? undefined : readSlackFile(input.payload);
    if (token !== undefined && file !== undefined) {
      const { uploadToSlack } = await import("./upload-to-slack.ts");
      const post = { allowPrivate, timeoutMs: ports.timeoutMs ?? usualTimeoutMs, resolve: ports.resolve, signal };
      return uploadToSlack({ file, base: base.replace(/\/+$/, ""), token, post, outcome: { now: now(ports), redact: ports.redact, read: readFile } });
    }
    const url = token === undefined ? urlOf(ports, name, settings) : new URL(`${base.replace(/\/+$/, "")}/chat.postMessage`);
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const read = token === undefined ? readHook : readBot;
    return postMessage(ports, input, signal, { url, headers, allowPrivate, unless: withoutBase, deduplicates: false, read });
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

/** A bot that may write messages and no files still gets those. */
function readFile(status: number, body: unknown): Partial<AttemptOutcome> | undefined {
  if (status === 200 && fieldsOf(body)["error"] === "missing_scope")
    return { outcome: "refused", sentence: "Slack said: missing_scope. To send files the bot needs files:write." };
  return readBot(status, body);
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
