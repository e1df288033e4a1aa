import type { ModelPrice } from "@pydantic/genai-prices";
import type { TablePrices } from "../providers/kind.ts";
import type { ModelPrices, Rates } from "./model-prices.ts";

/** Version of the built-in table; a test compares it with the one that is installed. */
export const tableVersion = "0.1.8";

/** The table's words for what our rates are called. */
const keys = {
  input: "input_mtok",
  output: "output_mtok",
  cached_input: "cache_read_mtok",
  cache_write: "cache_write_mtok",
  cache_write_long: "cache_write_1h_mtok",
  reasoning: "output_reasoning_mtok",
} as const satisfies Record<keyof Omit<Rates, "above">, string>;
/** Prices of things that no call of ours has, or that its usage does not tell apart. */
const besides = /^(?:input|output|cache)_(?:audio|image|video)_|^storage_searches_kcount$|^web_searches_kcount$|^requests_kcount$/;

/**
 * The built-in table's prices of a model at a place; undefined when it has none, or charges for something that usage does not tell.
 * The table is 800 kB: it is loaded when a price is first looked up.
 * @param at Milliseconds since the epoch: some prices have dates.
 */
export async function tablePrices(model: string, { place, webSearch }: TablePrices, at: number): Promise<Omit<ModelPrices, "on"> | undefined> {
  const { calcPrice } = await import("@pydantic/genai-prices");
  const price = calcPrice({ input_tokens: 0, output_tokens: 0 }, model, { ...place, timestamp: new Date(at) })?.model_price;
  if (price === undefined || Object.keys(price).some((key) => !isKnown(key))) return undefined;
  const call = price["requests_kcount"];
  return {
    source: `table ${tableVersion}`,
    rates: [undefined, ...startsOf(price)].map((above) => ratesAbove(price, above)),
    ...(webSearch === undefined ? {} : { web_search: webSearch }),
    ...(typeof call === "number" && { call: call / 1_000 }),
  };
}

function isKnown(key: string): boolean {
  return besides.test(key) || (Object.values(keys) as string[]).includes(key);
}

/** Sizes of input from which on some rate changes. */
function startsOf(price: ModelPrice): number[] {
  const starts = Object.values(price).flatMap((value) => (typeof value === "object" ? value.tiers.map(({ start }) => start) : []));
  return [...new Set(starts)].sort((a, b) => a - b);
}

function ratesAbove(price: ModelPrice, above: number | undefined): Rates {
  const rates = Object.entries(keys).flatMap(([name, key]) => {
    const value = price[key];
    return value === undefined ? [] : [[name, typeof value === "number" ? value : rateAbove(value, above)] as const];
  });
  return { ...(above === undefined ? {} : { above }), input: 0, output: 0, ...Object.fromEntries(rates) };
}

function rateAbove(
  { base, tiers }: { readonly base: number; readonly tiers: readonly { readonly start: number; readonly price: number }[] },
  above = -1,
): number {
  return tiers.filter(({ start }) => start <= above).reduce((highest, tier) => (tier.start >= highest.start ? tier : highest), { start: -1, price: base })
    .price;
}
