import { strict, Type, word } from "../model/shape.ts";
import { quoted } from "./found-texts.ts";
import { assertionKind } from "./kind.ts";

const reasons = ["stop", "length", "tool-calls", "content-filter", "other"] as const;

export const finishReason = assertionKind({
  type: "finish-reason",
  area: "model",
  summary:
    "The answer ended for one of the reasons in `values`: it simply stopped, met the limit on its length, calls tools, was filtered by the provider, or another.",
  params: strict({
    values: Type.Array(word(reasons), { minItems: 1, uniqueItems: true }),
  }),
  needs: [],
  problemAt: "values",
  problem: ({ values }) => (values.length === reasons.length ? "These are all reasons there are, so every answer passes." : undefined),
  score({ finishReason: reason }, { values }) {
    const fits = values.includes(reason);
    return { score: fits ? 1 : 0, reason: fits ? `ended by ${reason}` : `ended by ${reason}, not ${quoted(values)}` };
  },
});
