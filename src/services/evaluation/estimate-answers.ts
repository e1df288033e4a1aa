import { estimateCall, longestAnswer } from "../../core/cost/estimate-cost.ts";
import { kindOf } from "../../core/eval/needs-of.ts";
import { modelName } from "../../core/model-call/model-name.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { Provider } from "../../ports/provider.ts";
import { cacheKey } from "./cache-key.ts";
import type { EstimatedPart } from "./estimated-part.ts";
import type { EstimatedCase, Estimating } from "./estimating.ts";

/** What a case's own answers take. */
export async function* estimateAnswers(estimating: Estimating, { target, request, epochs }: EstimatedCase): AsyncGenerator<EstimatedPart> {
  const { provider, model, resolved } = target;
  const open = provider.kept === true ? 0 : countOpen(estimating, provider, request, epochs);
  if (open > 0) yield await answers(estimating, "answer", resolved.id, model, request, open);
}

/** What other models' answers to the same request take, each asked once for an epoch. */
export async function* estimateRivals(estimating: Estimating, { target, request, epochs, assertions }: EstimatedCase): AsyncGenerator<EstimatedPart> {
  const rivals = new Set(assertions.flatMap((assertion) => kindOf(assertion.type)?.rivals?.({ ...assertion }) ?? []));
  for (const model of rivals) {
    const provider = await estimating.openProvider(providerOf(model));
    const asks = { ...request, model: modelName(model) };
    const open = provider.kept === true || estimating.isKept(model) ? 0 : countOpen(estimating, provider, asks, epochs);
    if (open > 0) yield await answers(estimating, "rival", target.resolved.id, model, asks, open);
  }
}

async function answers(
  { priced }: Estimating,
  use: EstimatedPart["use"],
  prompt: string,
  model: string,
  request: ModelRequest,
  calls: number,
): Promise<EstimatedPart> {
  const estimate = await estimateCall({ ...priced(model), request });
  if (estimate === undefined) return { use, prompt, model, wanted: calls, calls, input: undefined, tokens: undefined, nanoUsd: undefined };
  const { inputTokens: input, imageTokens: images, maxCost: nanoUsd } = estimate;
  const tokens = Math.ceil(input * 1.25) + longestAnswer(priced(model), request.params);
  return { use, prompt, model, wanted: calls, calls, input, images, tokens, nanoUsd };
}

/** Epochs whose answer nobody has. */
function countOpen({ isAsked }: Estimating, provider: Provider, request: ModelRequest, epochs: number): number {
  return Array.from({ length: epochs }, (_, before) => cacheKey({ provider, request, epoch: before + 1 })).filter(
    (key) => !isAsked(key, (cache) => cache.get(key) !== undefined),
  ).length;
}
