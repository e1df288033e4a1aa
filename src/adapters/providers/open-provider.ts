import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { reckonedTokens } from "../../core/cost/estimate-cost.ts";
import { estimateTokens } from "../../core/cost/estimate-tokens.ts";
import { digestOf } from "../../core/identity/digest.ts";
import type { Config } from "../../core/model/config.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import { isKept, type ProviderConfig, type ProviderKindName, type SettingsOf } from "../../core/providers/registry.ts";
import type { Provider } from "../../ports/provider.ts";
import type { EmbeddingRequest, Endpoint, ProviderPorts } from "./endpoint.ts";
import { pacer } from "./pacer.ts";
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
  const pace = pacer(limits, ports.clock);
  // Reckoning takes time, and only a limit on tokens asks for it.
  const reckoning = <Q>(reckon: (question: Q) => number) => (limits.tpm === undefined ? () => 0 : reckon);
  const answer = { ask: endpoint.ask, pacer: pace, reckon: reckoning((request: ModelRequest) => reckonedTokens(settings, request)) };
  const reckonTexts = reckoning(({ texts }: EmbeddingRequest) => texts.reduce((sum, text) => sum + estimateTokens(text), 0));
  const embed = endpoint.embed && withRetries(name, { ask: endpoint.embed, pacer: pace, reckon: reckonTexts }, retries, ports);
  return {
    name,
    fingerprint: digestOf({ of: "provider/1", kind: settings.kind, ...endpoint.identity }),
    concurrency: limits.concurrency,
    ...(isKept(settings) && { kept: true }),
    call: withRetries(name, answer, retries, ports),
    ...(endpoint.unready && { unready: endpoint.unready }),
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
  exec: async () => (await import("./exec.ts")).exec,
  replay: async () => (await import("./replay.ts")).replay,
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
