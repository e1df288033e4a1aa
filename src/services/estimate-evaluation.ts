import { estimateCost } from "../core/cost/estimate-cost.ts";
import { estimateRequestTokens } from "../core/cost/estimate-tokens.ts";
import { modelsAskedBy } from "../core/eval/needs-of.ts";
import type { EvalEstimate } from "../core/results/eval.ts";
import type { Clock } from "../ports/clock.ts";
import type { OpenProvider } from "../ports/provider.ts";
import type { ResponseCache } from "../ports/response-cache.ts";
import { cacheKey } from "./evaluation/cache-key.ts";
import type { PlanInput, SkippedPrompt } from "./evaluation/evaluation-input.ts";
import { prepare } from "./evaluation/prepare.ts";

interface EstimateDeps {
  readonly openProvider: OpenProvider;
  /** Called only when answers are cached. */
  readonly openCache: () => Promise<ResponseCache>;
  readonly clock: Clock;
}

/** What an evaluation would take: calls, tokens and cost. Everything is read and rendered as for a real one, and nobody is called. @throws what `evaluate` throws before its first call. */
export async function estimateEvaluation(
  { openProvider, openCache, clock }: EstimateDeps,
  input: PlanInput,
): Promise<{ estimate: EvalEstimate; skipped: readonly SkippedPrompt[] }> {
  const cache = (input.useCache ?? input.config.evaluation?.cache ?? true) ? await openCache() : undefined;
  const asked = new Set<string>();
  let [answers, calls, judgements] = [0, 0, 0];
  let tokens: number | undefined = 0;
  let cost: number | undefined = 0;
  const { skipped } = await prepare(openProvider, input, async ({ provider, model }, { assertions }, request, epochs) => {
    answers += epochs;
    judgements += epochs * modelsAskedBy(assertions, { judge: undefined, embedding: undefined }).filter(({ use }) => use === "judge").length;
    const open = countOpen(epochs, (epoch) => {
      if (cache === undefined) return false;
      const key = cacheKey({ provider, request, epoch });
      // The same question twice is asked once.
      return cache.get(key) !== undefined || asked.size === asked.add(key).size;
    });
    if (open === 0) return;
    calls += open;
    tokens = sum(tokens, estimateRequestTokens(request), open);
    cost = sum(cost, await estimateCost({ model, request, config: input.config, at: clock.now() }), open);
  });
  const estimate = {
    answers,
    cached: answers - calls,
    calls,
    judgements,
    ...(tokens === undefined ? {} : { input_tokens: tokens }),
    ...(cost === undefined ? {} : { max_cost_nano_usd: cost }),
  };
  return { estimate, skipped };
}

function countOpen(epochs: number, isAnswered: (epoch: number) => boolean): number {
  return Array.from({ length: epochs }, (_, before) => before + 1).filter((epoch) => !isAnswered(epoch)).length;
}

/** Unknown when either is. */
function sum(total: number | undefined, each: number | undefined, times: number): number | undefined {
  return total === undefined || each === undefined ? undefined : total + each * times;
}
