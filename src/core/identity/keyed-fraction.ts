import { createHmac } from "node:crypto";

/**
 * A number in [0, 1) that follows from a key and a message and from nothing else: the first 48 bits of HMAC-SHA-256(key, message), both
 * as UTF-8, divided by 2^48. Whoever knows neither the key nor the answer cannot tell it beforehand; whoever asks again gets the same.
 */
export function keyedFraction(key: string, message: string): number {
  return createHmac("sha256", key).update(message, "utf8").digest().readUIntBE(0, 6) / 2 ** 48;
}
