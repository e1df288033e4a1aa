import { eachAssertion } from "../core/assertions/each-assertion.ts";
import type { PricedModel } from "../core/cost/prices-of.ts";
import { askedByDefault } from "../core/eval/asked-by-default.ts";
import { providerOf } from "../core/model-call/provider-of.ts";
import { isKept } from "../core/providers/registry.ts";
import type { EvalCase } from "../core/model/suite.ts";
import type { EvalEstimate } from "../core/results/eval.ts";
import type { Clock } from "../ports/clock.ts";
import type { OpenProvider } from "../ports/provider.ts";
import type { ResponseCache } from "../ports/response-cache.ts";
import { estimateAnswers, estimateRivals } from "./evaluation/estimate-answers.ts";
import { estimateEmbeddings } from "./evaluation/estimate-embeddings.ts";
import { estimateJudges } from "./evaluation/estimate-judges.ts";
import type { EstimatedPart } from "./evaluation/estimated-part.ts";
import type { Estimating } from "./evaluation/estimating.ts";
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
  wanted: number;
  calls: number;
  tokens: number | undefined;
  images: number;
  cost: number | undefined;
}

const estimators = [estimateJudges, estimateAnswers, estimateRivals, estimateEmbeddings];

/**
 * What an evaluation may take at most: calls, rivals, judgements, embeddings, tokens and cost. Everything is read and rendered as for a
 * real one, and nobody is called. @param isKnown Of a case that will not be run. @throws what `evaluate` throws before its first call.
 */
export async function estimateEvaluation(
  { openProvider, openCache, clock }: EstimateDeps,
  input: PlanInput,
  onPart: (part: EstimatedPart) => void = () => undefined,
  isKnown: (label: string, evalCase: EvalCase) => boolean = () => false,
): Promise<{ estimate: EvalEstimate; skipped: readonly SkippedPrompt[] }> {
  const cache = (input.useCache ?? input.config.evaluation?.cache ?? true) ? await openCache() : undefined;
  const asked = new Set<string>();
  let answers = 0;
  const totals: Readonly<Record<EstimatedPart["use"], Totals>> = { answer: none(), judge: none(), rival: none(), embedding: none() };
  const estimating: Estimating = {
    openProvider,
    cache,
    priced: (model): PricedModel => ({ model, config: input.config, at: clock.now() }),
    isKept(model) {
      const settings = input.config.providers[providerOf(model)];
      return settings !== undefined && isKept(settings);
    },
    isAsked: (key, isCached) => cache !== undefined && (isCached(cache) || asked.size === asked.add(key).size),
  };

  const { skipped } = await prepare(openProvider, input, async (target, evalCase, request, epochs) => {
    if (isKnown(target.label, evalCase)) return;
    answers += epochs;
    const suite = target.suites.find(({ name }) => name === evalCase.suite);
    const assertions = [...eachAssertion(evalCase.assertions)].map(({ assertion }) => assertion);
    const estimated = { target, suite, evalCase, request, epochs, assertions, byDefault: askedByDefault(input.config, suite?.suite) };
    for (const estimate of estimators) {
      for await (const part of estimate(estimating, estimated)) {
        add(totals[part.use], part);
        if (part.kept !== true) onPart(part);
      }
    }
  });

  const { answer, judge, rival, embedding } = totals;
  const cost = Object.values(totals).reduce((sum: number | undefined, each) => plus(sum, each.cost), 0);
  const estimate: EvalEstimate = {
    answers,
    cached: answers - answer.calls,
    calls: answer.calls,
    ...(answer.tokens === undefined ? {} : { input_tokens: answer.tokens }),
    ...(answer.images === 0 ? {} : { image_tokens: answer.images }),
    ...(answer.cost === undefined ? {} : { max_cost_nano_usd: answer.cost }),
    judgements: judge.wanted,
    ...(judge.wanted === 0 ? {} : { judging: besides(judge) }),
    ...(rival.calls === 0 ? {} : { rivals: { calls: rival.calls, ...besides(rival) } }),
    ...(embedding.calls === 0 ? {} : { embeddings: { calls: embedding.calls, ...besides(embedding) } }),
    ...(cost === undefined ? {} : { total_max_cost_nano_usd: cost }),
  };
  return { estimate, skipped };
}

function none(): Totals {
  return { wanted: 0, calls: 0, tokens: 0, images: 0, cost: 0 };
}

function besides({ tokens, cost }: Totals) {
  return { ...(tokens === undefined ? {} : { input_tokens: tokens }), ...(cost === undefined ? {} : { max_cost_nano_usd: cost }) };
}

function add(totals: Totals, { wanted, calls, input, images = 0, nanoUsd }: EstimatedPart): void {
  totals.wanted += wanted;
  totals.calls += calls;
  totals.tokens = plus(totals.tokens, input, calls);
  totals.cost = plus(totals.cost, nanoUsd, calls);
  totals.images += images * calls;
}

/** Unknown when either is. */
function plus(total: number | undefined, each: number | undefined, times = 1): number | undefined {
  return total === undefined || each === undefined ? undefined : total + each * times;
}
