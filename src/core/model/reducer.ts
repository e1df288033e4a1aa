import { Type } from "./shape.ts";

export const reducerWords = ["mean", "median", "min", "max"] as const;

/** How a case's epochs become one score: of their scores, or of how many passed. */
export type Reducer = (typeof reducerWords)[number] | { readonly at_least: number } | { readonly pass_at: number } | { readonly pass_all: number };

const tries = (description: string) => ({ type: "integer", minimum: 1, maximum: 100, description });

/** A word or one key: told apart by type, so that a mistake is reported once. */
export const Reducer = Type.Unsafe<Reducer>({
  type: ["string", "object"],
  default: "mean",
  description: "How a case's epochs become one score: `mean`, `median`, `min` or `max` of their scores, or one of `at_least`, `pass_at`, `pass_all`.",
  if: { type: "object" },
  else: { enum: [...reducerWords] },
  properties: {
    at_least: tries("1 when so many epochs passed, else 0."),
    pass_at: tries("pass@k: how likely one of so many tries passes."),
    pass_all: tries("pass^k: how likely all of so many tries pass."),
  },
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
});
