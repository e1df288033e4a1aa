import { embeddingCost, embeddingTokens } from "../../core/cost/estimate-embedding-cost.ts";
import { longestAnswer } from "../../core/cost/estimate-cost.ts";
import { kindOf, modelsAskedBy } from "../../core/eval/needs-of.ts";
import { modelName } from "../../core/model-call/model-name.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import { cacheKey, vectorKey } from "./cache-key.ts";
import type { EstimatedPart } from "./estimated-part.ts";
import type { EstimatedCase, Estimating } from "./estimating.ts";

/** What the embeddings that a case's assertions compare take: an answer that is not known yet counts as the longest there can be. */
export async function* estimateEmbeddings(
  { openProvider, cache, priced, isKept, isAsked }: Estimating,
  { target, evalCase: { expected }, request, epochs, assertions, byDefault }: EstimatedCase,
): AsyncGenerator<EstimatedPart> {
  for (const assertion of assertions) {
    const asked = modelsAskedBy([{ ...assertion, assertions: [] }], byDefault).find(({ use }) => use === "embedding");
    if (asked?.model === undefined) continue;
    const { model } = asked;
    const provider = await openProvider(providerOf(model));
    if (provider.kept === true || isKept(model)) continue;
    const texts = kindOf(assertion.type)?.embedded?.({ ...assertion }, expected);
    for (let epoch = 1; epoch <= epochs; epoch += 1) {
      const answer = cache?.get(cacheKey({ provider: target.provider, request, epoch }))?.response.text;
      const missing = [...(texts ?? []), ...(answer === undefined ? [] : [answer])].filter((text) => {
        const key = vectorKey(provider, modelName(model), text);
        return !isAsked(key, (kept) => kept.getVector(key) !== undefined);
      });
      if (texts !== undefined && answer !== undefined && missing.length === 0) continue;
      const longest = answer === undefined ? longestAnswer(priced(target.model), request.params) : 0;
      const input = texts === undefined ? undefined : embeddingTokens(missing, longest);
      const nanoUsd = input === undefined ? undefined : await embeddingCost({ ...priced(model), tokens: input });
      yield { use: "embedding", prompt: target.resolved.id, model, wanted: 1, calls: 1, input, tokens: input, nanoUsd };
    }
  }
}
