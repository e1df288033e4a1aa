import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { digestOf } from "../../core/identity/digest.ts";
import type { Config } from "../../core/model/config.ts";
import type { ProviderConfig, ProviderKindName, SettingsOf } from "../../core/providers/registry.ts";
import type { Provider } from "../../ports/provider.ts";
import type { Endpoint, ProviderPorts } from "./endpoint.ts";
import { withRetries } from "./with-retries.ts";

const defaults = { timeout_seconds: 60, max_retries: 3, concurrency: 8 };

/**
 * A provider of the configuration. Its key is looked up at the first call, so that everything that asks no model works without one.
 * @throws PromptopsError `unknown-provider`, `invalid-documents` (a rules file).
 */
export async function openProvider(name: string, config: Pick<Config, "providers">, ports: ProviderPorts): Promise<Provider> {
  const settings = Object.hasOwn(config.providers, name) ? config.providers[name] : undefined;
  if (settings === undefined) throw unknownProvider(name, Object.keys(config.providers));
  const endpoint = await openEndpoint(name, settings, ports);
  const limits = { ...defaults, ...settings };
  const retries = { timeoutMs: limits.timeout_seconds * 1000, maxRetries: limits.max_retries };
  const embed = endpoint.embed && withRetries(name, endpoint.embed, retries, ports);
  return {
    name,
    fingerprint: digestOf({ of: "provider/1", kind: settings.kind, ...endpoint.identity }),
    concurrency: limits.concurrency,
    call: withRetries(name, endpoint.ask, retries, ports),
    ...(embed && { embed: (model, texts, options) => embed({ model, texts }, options) }),
  };
}

type Open<K extends ProviderKindName> = (name: string, settings: SettingsOf<K>, ports: ProviderPorts) => Promise<Endpoint>;

/** A kind is a file and a line here; it is loaded when a provider of it is opened. */
const adapters: { readonly [K in ProviderKindName]: () => Promise<Open<K>> } = {
  scripted: async () => (await import("./scripted.ts")).scripted,
  openai: async () => (await import("./openai.ts")).openai,
  http: async () => (await import("./http.ts")).http,
  anthropic: async () => (await import("./anthropic.ts")).anthropic,
};

async function openEndpoint(name: string, settings: ProviderConfig, ports: ProviderPorts): Promise<Endpoint> {
  const open = (await adapters[settings.kind]()) as Open<ProviderKindName>;
  return open(name, settings, ports);
}

function unknownProvider(name: string, known: readonly string[]): PromptopsError {
  const meant = nearest(name, known);
  return new PromptopsError(
    "unknown-provider",
    `There is no provider "${name}" in this configuration.`,
    meant === undefined ? {} : { hint: `Did you mean "${meant}"?` },
  );
}
