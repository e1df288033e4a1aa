import { PromptopsError } from "../errors/promptops-error.ts";
import { strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";

export const cost = assertionKind({
  type: "cost",
  area: "operation",
  summary: "The answer cost at most `max_usd` US dollars. A model without a known price is an error, not free.",
  params: strict({ max_usd: Type.Number({ minimum: 0 }) }),
  needs: [],
  component: "cost",
  score({ costNanoUsd }, { max_usd }) {
    if (costNanoUsd === undefined)
      throw new PromptopsError("unknown-price", "What the answer cost is not known, so `cost` cannot be checked.", {
        hint: "Give the model's price under `prices` in `.promptops.yml`.",
      });
    const dollars = costNanoUsd / 1e9;
    const cheap = dollars <= max_usd;
    return { score: cheap ? 1 : 0, reason: `$${Number(dollars.toPrecision(3))}, ${cheap ? "within" : "more than"} $${max_usd}` };
  },
});
