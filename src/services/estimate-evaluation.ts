import { eachAssertion } from "../core/assertions/each-assertion.ts";
import type { PricedModel } from "../core/cost/prices-of.ts";
import { askedByDefault } from "../core/eval/asked-by-default.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { providerOf } from "../core/model-call/provider-of.ts";
import { isKept } from "../core/providers/registry.ts";
import type { EvalEstimate } from "../core/results/eval.ts";
import type { Clock } from "../ports/clock.ts";
import type { EvaluationStore } from "../ports/evaluation-store.ts";
import type { OpenProvider } from "../ports/provider.ts";
import type { ResponseCache } from "../ports/response-cache.ts";
import { estimateAnswers, estimateRivals } from "./evaluation/estimate-answers.ts";
import { estimateEmbeddings } from "./evaluation/estimate-embeddings.ts";
import { estimateJudges } from "./evaluation/estimate-judges.ts";
import type { EstimatedPart } from "./evaluation/estimated-part.ts";
import type { Estimating } from "./evaluation/estimating.ts";
import type { EvaluateInput, PlanInput, SkippedPrompt } from "./evaluation/evaluation-input.ts";
import { isKnownCase, type IsKnownCase } from "./evaluation/is-known-case.ts";
import { knownCases } from "./evaluation/known-cases.ts";
import { requireKnownPrices, unpricedModels } from "./evaluation/known-prices.ts";
import { prepare } from "./evaluation/prepare.ts";
import { reusesSince } from "./evaluation/reuses-since.ts";

interface EstimateDeps {
  readonly openProvider: OpenProvider;
  /** Called only when answers are cached. */
  readonly openCache: () => Promise<ResponseCache>;
  /** Where there is evidence, for inputs that reuse it. */
  readonly evaluations?: EvaluationStore;
  readonly clock: Clock;
}

type EstimateInput = PlanInput & Pick<EvaluateInput, "reuse" | "maxCostUsd">;

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
 * real one, and no model is called. @param given Tells which cases will not be run; default: those that `reuse` takes over.
 * @throws what `evaluate` throws before its first call.
 */
export async function estimateEvaluation(
  deps: EstimateDeps,
  input: EstimateInput,
  onPart: (part: EstimatedPart) => void = () => undefined,
  given?: IsKnownCase,
): Promise<{ estimate: EvalEstimate; skipped: readonly SkippedPrompt[] }> {
  const { openProvider, openCache, clock } = deps;
  const isKnown = given ?? (await knownToEvidence(deps, input));
  const cache = (input.useCache ?? input.config.evaluation?.cache ?? true) ? await openCache() : undefined;
  const asked = new Set<string>();
  let answers = 0;
  let reused = 0;
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

  const { skipped, plan } = await prepare(openProvider, input, async (target, evalCase, request, epochs) => {
    if (isKnown(target.label, evalCase)) return void (reused += 1);
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

  const unpriced = await unpricedModels(plan, input.config, clock);
  const refused = await refusal(requireKnownPrices(plan, input, clock));
  const { answer, judge, rival, embedding } = totals;
  const cost = Object.values(totals).reduce((sum: number | undefined, each) => plus(sum, each.cost), 0);
  const estimate: EvalEstimate = {
    answers,
    cached: answers - answer.calls,
    calls: answer.calls,
    ...(reused === 0 ? {} : { reused }),
    ...(answer.tokens === undefined ? {} : { input_tokens: answer.tokens }),
    ...(answer.images === 0 ? {} : { image_tokens: answer.images }),
    ...(answer.cost === undefined ? {} : { max_cost_nano_usd: answer.cost }),
    judgements: judge.wanted,
    ...(judge.wanted === 0 ? {} : { judging: besides(judge) }),
    ...(rival.calls === 0 ? {} : { rivals: { calls: rival.calls, ...besides(rival) } }),
    ...(embedding.calls === 0 ? {} : { embeddings: { calls: embedding.calls, ...besides(embedding) } }),
    ...(cost === undefined ? {} : { total_max_cost_nano_usd: cost }),
    ...(unpriced.length === 0 ? {} : { unpriced }),
    ...(refused === undefined ? {} : { refused }),
  };
  return { estimate, skipped };
}

/** What keeps a real run from its first call, and an estimate from nothing. */
async function refusal(check: Promise<void>): Promise<EvalEstimate["refused"]> {
  try {
    await check;
    return undefined;
  } catch (error) {
    if (!(error instanceof PromptopsError)) throw error;
    const { code, message, hint } = error;
    return { code, message, hint };
  }
}

async function knownToEvidence({ openProvider, evaluations, clock }: EstimateDeps, input: EstimateInput): Promise<IsKnownCase> {
  const { reuse, config } = input;
  if (reuse === undefined || evaluations === undefined) return () => false;
  const prepared = await prepare(openProvider, input);
  return isKnownCase(prepared.plan, await knownCases(evaluations, prepared, config, reusesSince(reuse, clock.now())));
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
