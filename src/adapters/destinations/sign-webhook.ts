import { createHmac } from "node:crypto";
import { PromptopsError } from "../../core/errors/promptops-error.ts";

/**
 * The headers of Standard Webhooks 1.0.0 (https://www.standardwebhooks.com): the delivery's name, the attempt's time, and a signature by
 * each of the secrets, of which there are two while one replaces the other.
 * @param at Milliseconds since the epoch. @throws PromptopsError `invalid-destination` for a secret that is none.
 */
export function signWebhook(secrets: readonly string[], id: string, at: number, body: Uint8Array): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest("base64")}`);
  return { "webhook-id": id, "webhook-timestamp": timestamp, ...(signatures.length === 0 ? {} : { "webhook-signature": signatures.join(" ") }) };
}

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.length < 24 || key.length > 64)
    throw new PromptopsError("invalid-destination", "A webhook's secret has 24 to 64 bytes, written in Base64.", {
      hint: "Make one: `echo whsec_$(openssl rand -base64 32)`.",
    });
  return key;
}
