import type { ModelPrices } from "../../core/cost/model-prices.ts";
import { pricesOf, type PricedModel } from "../../core/cost/prices-of.ts";
import type { Clock } from "../../ports/clock.ts";

const minute = 60_000;

/** The prices of models now; looked up once a minute, since some have hours of the day. */
export function pricesAtMinute(config: PricedModel["config"], clock: Pick<Clock, "now">): (model: string) => Promise<ModelPrices> {
  const known = new Map<string, { readonly until: number; readonly prices: Promise<ModelPrices> }>();

  return (model) => {
    const at = clock.now();
    const found = known.get(model);
    if (found !== undefined && at < found.until) return found.prices;
    const prices = pricesOf({ model, config, at });
    known.set(model, { until: (Math.floor(at / minute) + 1) * minute, prices });
    return prices;
  };
}
