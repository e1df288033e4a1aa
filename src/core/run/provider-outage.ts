import { ProviderError } from "../errors/provider-error.ts";
import type { Reason } from "../ledger/record-parts.ts";

const outages = ["rate-limit", "server", "network", "timeout"];

/** Is it the provider that cannot answer now, whatever it is asked? Then it is left alone for a while; anything else fails again when it is asked again. */
export function isOutage(error: unknown): error is ProviderError {
  return error instanceof ProviderError && outages.includes(error.kind);
}

export function outageReason({ kind, message }: Pick<ProviderError, "kind" | "message">): Reason {
  return { code: `provider-${kind}`, message };
}

/** Milliseconds until a provider is asked again. @param nth How often it was waited for already, from 0. */
export function outageWait(nth: number, retryAfterMs = 0): number {
  return Math.max(retryAfterMs, Math.min(15 * 60_000, 60_000 * 2 ** Math.min(nth, 10)));
}

/** Milliseconds between tries within one run. @param nth From 0. */
export function retryPause(nth: number, retryAfterMs = 0): number {
  return Math.max(retryAfterMs, 5_000 * 2 ** nth);
}
