import { counted } from "../gates/words.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { strict, Type } from "../model/shape.ts";
import type { Usage } from "../model-call/response.ts";
import { assertionKind } from "./kind.ts";

const counts = {
  max_input: { what: "input", of: ({ input }) => input },
  max_output: { what: "output", of: ({ output }) => output },
  max_total: { what: "input and output", of: ({ input, output }) => input + output },
  max_reasoning: { what: "reasoning", of: ({ reasoning }) => reasoning },
} as const satisfies Record<string, { readonly what: string; readonly of: (usage: Usage) => number }>;

const limits = Object.keys(counts) as (keyof typeof counts)[];
const Limit = Type.Optional(Type.Integer({ minimum: 0 }));

export const tokens = assertionKind({
  type: "tokens",
  area: "operation",
  summary:
    "The call took at most so many tokens. Input includes what was cached; what was reasoned is part of the output. A provider that does not tell its usage makes an error, not a pass. The score is how near the worst comes: twice too many is 0.5.",
  params: strict({ max_input: Limit, max_output: Limit, max_total: Limit, max_reasoning: Limit }),
  needs: [],
  problem: (given) =>
    limits.every((limit) => given[limit] === undefined)
      ? `None of ${limits.map((limit) => `\`${limit}\``).join(", ")} is given, so every answer passes. Give one of them.`
      : undefined,
  score({ usage }, given) {
    if (usage === undefined)
      throw new PromptopsError("unknown-usage", "The provider did not tell how many tokens the answer took, so `tokens` cannot be checked.");
    if (given.max_reasoning !== undefined && usage.reasoningUntold === true)
      throw new PromptopsError("unknown-usage", "The provider did not tell how many tokens were thought, so `max_reasoning` cannot be checked.", {
        hint: "Use a provider that tells them (for `http`: `response.reasoning_tokens`), or leave `max_reasoning` out.",
      });
    const taken = limits.flatMap((limit) => {
      const max = given[limit];
      return max === undefined ? [] : [{ count: counts[limit].of(usage), max, what: counts[limit].what }];
    });
    const over = taken.filter(({ count, max }) => count > max);
    if (over.length > 0)
      return {
        score: Math.min(...over.map(({ count, max }) => max / count)),
        reason: over.map(({ count, max, what }) => `${counted(count, "token")} of ${what}, more than ${max}`).join("; "),
      };
    return { score: 1, reason: taken.map(({ count, max, what }) => `${counted(count, "token")} of ${what}, within ${max}`).join("; ") };
  },
});
