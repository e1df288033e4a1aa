import type { ProviderError } from "../errors/provider-error.ts";

/** Statuses by which a server says that it has too much to do: 503 (RFC 9110), and Anthropic's own. */
const overloaded = new Set([503, 529]);

/** Does a failure say that fewer should ask at once? */
export function isOverload({ kind, status, retryAfterMs }: Pick<ProviderError, "kind" | "status" | "retryAfterMs">): boolean {
  return kind === "rate-limit" || (kind === "server" && ((status !== undefined && overloaded.has(status)) || retryAfterMs !== undefined));
}
