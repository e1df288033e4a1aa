import { createHmac } from "node:crypto";

/**
 * The headers of Standard Webhooks 1.0.0 (https://www.standardwebhooks.com): the delivery's name, the attempt's time, and a signature by
 * each of the secrets, of which there are two while one replaces the other.
 * @param keys Of the secrets: see `webhookKey`. @param at Milliseconds since the epoch.
 */
export function signWebhook(keys: readonly Buffer[], id: string, at: number, body: Uint8Array): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = keys.map((key) => `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64")}`);
  return { "webhook-id": id, "webhook-timestamp": timestamp, ...(signatures.length === 0 ? {} : { "webhook-signature": signatures.join(" ") }) };
}

/** The key behind `whsec_…`; undefined for what is no secret of 24 to 64 bytes in Base64. */
export function webhookKey(secret: string): Buffer | undefined {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return key.length < 24 || key.length > 64 ? undefined : key;
}
