import { strict, Type, type Static } from "../model/shape.ts";

/** US dollars per million tokens. */
export const Rates = strict({
  above: Type.Optional(Type.Integer({ description: "These rates hold for all tokens of a call that has more than so many input tokens." })),
  input: Type.Number(),
  output: Type.Number(),
  cached_input: Type.Optional(Type.Number({ description: "Input that came from a cache; absent = as other input." })),
  cache_write: Type.Optional(Type.Number({ description: "Input that went into a cache; absent = as other input." })),
  cache_write_long: Type.Optional(Type.Number({ description: "Input that went into a cache for longer than usual; absent = not known." })),
  reasoning: Type.Optional(Type.Number({ description: "Output that was thought and not said; absent = as other output." })),
});
export type Rates = Static<typeof Rates>;

/** What a model's calls cost on one day: enough to compute every cost of that day again. */
export const ModelPrices = strict({
  source: Type.String({ description: "`table` and its version, `project` (the `prices` of `.promptops.yml`), `free`, or `unknown`." }),
  on: Type.String({ description: "The instant they were looked up for." }),
  rates: Type.Optional(Type.Array(Rates, { description: "The usual ones first, then those of longer contexts; absent when not known." })),
  web_search: Type.Optional(Type.Number({ description: "US dollars of one search; absent = not known." })),
  call: Type.Optional(Type.Number({ description: "US dollars of one call, beside its tokens." })),
});
export type ModelPrices = Static<typeof ModelPrices>;
