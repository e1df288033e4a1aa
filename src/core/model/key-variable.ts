import type { ProviderConfig } from "./config.ts";

/** OpenAI's own servers, regional ones included. */
const ownServer = /^https:\/\/(?:[a-z]+\.)?api\.openai\.com(?:[/:]|$)/i;

/**
 * The environment variable that must hold a provider's key: the one it names, else OpenAI's own for OpenAI's own server.
 * Undefined when it needs none: scripted providers, and other servers that name none.
 */
export function keyVariable(provider: ProviderConfig): string | undefined {
  if (provider.kind !== "openai") return undefined;
  return provider.api_key_env ?? (provider.base_url === undefined || ownServer.test(provider.base_url) ? "OPENAI_API_KEY" : undefined);
}
