import { strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";
import { readsAsRefusal } from "./reads-as-refusal.ts";
import { shown } from "./shown.ts";

export const refusal = assertionKind({
  type: "refusal",
  area: "model",
  summary: "The model refused, as it says itself; with `phrases` also when the answer begins like a refusal. Mostly wanted with `not: true`.",
  params: strict({
    phrases: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          "Also look for one of a list of English phrases at the beginning (`src/core/assertions/refusal-phrases.ts`): “I'm sorry, but I can't help with …”.",
      }),
    ),
  }),
  needs: [],
  score({ output, refusal: words }, { phrases = false }) {
    if (words !== undefined) return { score: 1, reason: `refused: ${shown(words)}` };
    const phrase = phrases ? readsAsRefusal(output) : undefined;
    return phrase === undefined ? { score: 0, reason: "did not refuse" } : { score: 1, reason: `begins with ${shown(phrase)}` };
  },
});
