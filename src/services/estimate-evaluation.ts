import type { Assertion } from "../core/assertions/schema.ts";
import { eachAssertion } from "../core/assertions/each-assertion.ts";
import { costOf } from "../core/cost/cost-of.ts";
import { estimateCall, longestAnswer } from "../core/cost/estimate-cost.ts";
import { estimateJudgement } from "../core/cost/estimate-judgement.ts";
import type { PricedModel } from "../core/cost/prices-of.ts";
import { askedByDefault } from "../core/eval/asked-by-default.ts";
import { kindOf, modelsAskedBy, type AskedByDefault } from "../core/eval/needs-of.ts";
import { providerOf } from "../core/model-call/provider-of.ts";
import { isKept } from "../core/providers/registry.ts";
import type { EvalCase } from "../core/model/suite.ts";
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

/** Sums that become unknown with the first unknown part. */
interface Totals {
  tokens: number | undefined;
  images: number;
  cost: number | undefined;
}

/** Some calls of one estimate: unknown is what nobody can know before. */
export interface EstimatedPart {
  readonly prompt: string;
  /** `provider/name`; undefined when nothing says which model. */
  readonly model: string | undefined;
  readonly calls: number;
  /** Of each call, both directions, with a margin. */
  readonly tokens: number | undefined;
  readonly nanoUsd: number | undefined;
}

/** What an evaluation would take: calls, judgements, tokens and cost. Everything is read and rendered as for a real one, and nobody is called. @param isKnown Of a case that will not be run. @throws what `evaluate` throws before its first call. */
export async function estimateEvaluation(
  { openProvider, openCache, clock }: EstimateDeps,
  input: PlanInput,
  onPart: (part: EstimatedPart) => void = () => undefined,
  isKnown: (label: string, evalCase: EvalCase) => boolean = () => false,
): Promise<{ estimate: EvalEstimate; skipped: readonly SkippedPrompt[] }> {
  const cache = (input.useCache ?? input.config.evaluation?.cache ?? true) ? await openCache() : undefined;
  const asked = new Set<string>();
  let [answers, calls, judgements] = [0, 0, 0];
  const called: Totals = { tokens: 0, images: 0, cost: 0 };
  const judged: Totals = { tokens: 0, images: 0, cost: 0 };
  const isKeptModel = (model: string): boolean => {
    const settings = input.config.providers[providerOf(model)];
    return settings !== undefined && isKept(settings);
  };
  const priced = (model: string): PricedModel => ({ model, config: input.config, at: clock.now() });

  /** Answers that are cached may be judged anew: their judges' own answers depend on them. */
  async function addJudges(
    evalCase: EvalCase,
    judges: readonly Assertion[],
    byDefault: AskedByDefault,
    answer: number,
    epochs: number,
    prompt: string,
  ): Promise<void> {
    for (const assertion of judges) {
      const kind = kindOf(assertion.type);
      const times = epochs * (kind?.judgements?.({ ...assertion }) ?? 1);
      judgements += times;
      // Rivals' answers are laid before the judge too, and may be as long.
      const usage = estimateJudgement(assertion, evalCase, answer * (1 + (kind?.rivals?.({ ...assertion }).length ?? 0)));
      const model = modelsAskedBy([assertion], byDefault).find(({ use }) => use === "judge")?.model;
      const kept = model !== undefined && isKeptModel(model);
      const nanoUsd = model === undefined ? undefined : kept ? 0 : await costOf({ ...priced(model), usage });
      add(judged, times, usage.input, nanoUsd);
      if (!kept) onPart({ prompt, model, calls: times, tokens: usage.input + usage.output, nanoUsd });
    }
  }

  const { skipped } = await prepare(openProvider, input, async ({ label, resolved: { id: promptId }, provider, model, suites }, evalCase, request, epochs) => {
    if (isKnown(label, evalCase)) return;
    answers += epochs;
    const judges = [...eachAssertion(evalCase.assertions)].map(({ assertion }) => assertion).filter(({ type }) => kindOf(type)?.needs.includes("askJudge"));
    const byDefault = askedByDefault(input.config, suites.find(({ name }) => name === evalCase.suite)?.suite);
    await addJudges(evalCase, judges, byDefault, longestAnswer(priced(model), request.params), epochs, promptId);
    const open =
      provider.kept === true
        ? 0
        : countOpen(epochs, (epoch) => {
            if (cache === undefined) return false;
            const key = cacheKey({ provider, request, epoch });
            // The same question twice is asked once.
            return cache.get(key) !== undefined || asked.size === asked.add(key).size;
          });
    if (open === 0) return;
    calls += open;
    const estimate = await estimateCall({ ...priced(model), request });
    add(called, open, estimate?.inputTokens, estimate?.maxCost, estimate?.imageTokens);
    const tokens = estimate === undefined ? undefined : Math.ceil(estimate.inputTokens * 1.25) + longestAnswer(priced(model), request.params);
    onPart({ prompt: promptId, model, calls: open, tokens, nanoUsd: estimate?.maxCost });
  });
  const estimate: EvalEstimate = {
    answers,
    cached: answers - calls,
    calls,
    ...(called.tokens === undefined ? {} : { input_tokens: called.tokens }),
    ...(called.images === 0 ? {} : { image_tokens: called.images }),
    ...(called.cost === undefined ? {} : { max_cost_nano_usd: called.cost }),
    judgements,
    ...(judgements === 0 ? {} : { judging: { input_tokens: judged.tokens ?? 0, ...(judged.cost === undefined ? {} : { max_cost_nano_usd: judged.cost }) } }),
  };
  return { estimate, skipped };
}

function countOpen(epochs: number, isAnswered: (epoch: number) => boolean): number {
  return Array.from({ length: epochs }, (_, before) => before + 1).filter((epoch) => !isAnswered(epoch)).length;
}

function add(totals: Totals, times: number, tokens: number | undefined, cost: number | undefined, images = 0): void {
  totals.tokens = sum(totals.tokens, tokens, times);
  totals.cost = sum(totals.cost, cost, times);
  totals.images += images * times;
}

/** Unknown when either is. */
function sum(total: number | undefined, each: number | undefined, times: number): number | undefined {
  return total === undefined || each === undefined ? undefined : total + each * times;
}
