import type { Usage } from "../model-call/response.ts";
import { costFrom } from "./cost-from.ts";
import { pricesOf, type PricedModel } from "./prices-of.ts";

export interface CostInput extends PricedModel {
  /** Undefined when the provider did not tell. */
  readonly usage: Usage | undefined;
  /** What the provider itself says the call cost; it knows best. */
  readonly reported?: number | undefined;
}

/**
 * What a call cost, in whole nano-dollars; undefined = it is not known, never zero by mistake.
 *
 * Cached input and input that is written to a cache are charged at their own rates where they have some; reasoning is part of the output.
 */
export async function costOf({ usage, reported, ...priced }: CostInput): Promise<number | undefined> {
  return reported ?? costFrom(await pricesOf(priced), usage);
}
