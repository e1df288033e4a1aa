import type { Config, Price } from "../model/config.ts";
import { providerOf } from "../model-call/provider-of.ts";
import { pricingOf, standsFor } from "../providers/registry.ts";
import type { ModelPrices } from "./model-prices.ts";
import { tablePrices } from "./table-prices.ts";

export interface PricedModel {
  /** `provider/name`: a provider of the configuration and the model's name there. */
  readonly model: string;
  readonly config: Pick<Config, "providers" | "prices">;
  /** When calls are made, milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The prices of a model: those of the project where it names the model, else the built-in table's for the place it is asked at. A model
 * of nobody's table (a local server, a new model) has none, which is never the same as free. Who gives another's answers has its prices.
 */
export async function pricesOf({ model, config: { providers, prices = {} }, at }: PricedModel): Promise<ModelPrices> {
  const name = providerOf(model);
  const on = new Date(at).toISOString();
  const settings = Object.hasOwn(providers, name) ? providers[name] : undefined;
  const pricing = settings && pricingOf(settings);
  const own = Object.hasOwn(prices, model) ? prices[model] : undefined;
  if (own !== undefined) return { ...ownPrices(own, pricing === "free" ? undefined : pricing?.webSearch), on };
  const whose = settings && standsFor(settings);
  if (whose !== undefined) {
    // Without it, so that two that stand for one another end somewhere.
    const { [name]: _, ...others } = providers;
    return pricesOf({ model: `${whose}/${model.slice(name.length + 1)}`, config: { providers: others, prices }, at });
  }
  if (pricing === "free") return { source: "free", on, rates: [{ input: 0, output: 0 }], web_search: 0 };
  const found = pricing && (await tablePrices(model.slice(name.length + 1), pricing, at));
  return { ...(found ?? { source: "unknown" }), on };
}

function ownPrices({ web_search, ...rates }: Price, webSearch: number | undefined): Omit<ModelPrices, "on"> {
  const search = web_search ?? webSearch;
  return { source: "project", rates: [rates], ...(search === undefined ? {} : { web_search: search }) };
}
