import type { Config, Price } from "../model/config.ts";
import { providerOf } from "../model-call/provider-of.ts";
import type { Usage } from "../model-call/response.ts";
import type { TablePrices } from "../providers/kind.ts";
import { pricingOf } from "../providers/registry.ts";
import { nanoDollars } from "./nano-dollars.ts";

export interface CostInput {
  /** `provider/name`: a provider of the configuration and the model's name there. */
  readonly model: string;
  /** Undefined when the provider did not tell. */
  readonly usage: Usage | undefined;
  readonly config: Pick<Config, "providers" | "prices">;
  /** When the call was made, milliseconds since the epoch: some prices have dates. */
  readonly at: number;
}

/**
 * What a call cost, in whole nano-dollars. Prices are those of the configuration where it names the model, else the built-in table's;
 * a scripted model costs nothing. Undefined = the price is not known (a local server, a new model): never zero by mistake.
 *
 * Cached input is charged at its own rate where there is one; reasoning is part of the output.
 */
export async function costOf({ model, usage, config, at }: CostInput): Promise<number | undefined> {
  const name = providerOf(model);
  const provider = Object.hasOwn(config.providers, name) ? config.providers[name] : undefined;
  const own = config.prices && Object.hasOwn(config.prices, model) ? config.prices[model] : undefined;
  const pricing = provider && pricingOf(provider);
  if (own === undefined && pricing === "free") return 0;
  if (usage === undefined) return undefined;
  const table = pricing === "free" ? undefined : pricing;
  if (own !== undefined) return ownPrice(own, usage, table?.webSearch);
  return table && tablePrice(model.slice(name.length + 1), usage, table, at);
}

function ownPrice(price: Price, usage: Usage, webSearch: number | undefined): number | undefined {
  const searches = usage.webSearches === 0 ? 0 : webSearch;
  if (searches === undefined) return undefined;
  const cached = Math.min(usage.cachedInput, usage.input);
  const perMillion = (usage.input - cached) * price.input + cached * (price.cached_input ?? price.input) + usage.output * price.output;
  return nanoDollars(perMillion / 1_000_000 + usage.webSearches * searches);
}

/** The table is 800 kB: it is loaded when a price is first looked up. */
async function tablePrice(model: string, usage: Usage, { place, webSearch }: TablePrices, at: number): Promise<number | undefined> {
  const searches = usage.webSearches === 0 ? 0 : webSearch;
  if (searches === undefined) return undefined;
  const { calcPrice } = await import("@pydantic/genai-prices");
  // The table refuses counts that contradict each other, which some servers send.
  const cached = Math.min(usage.cachedInput, usage.input);
  const written = Math.min(usage.cacheWrite, usage.input - cached);
  const tokens = {
    input_tokens: usage.input,
    output_tokens: usage.output,
    ...(cached > 0 && { cache_read_tokens: cached }),
    ...(written > 0 && { cache_write_tokens: written }),
  };
  const price = calcPrice(tokens, model, { ...place, timestamp: new Date(at) });
  return price === null ? undefined : nanoDollars(price.total_price + usage.webSearches * searches);
}
