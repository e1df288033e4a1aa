import type { JudgeRequest, ScorerNeeds } from "../../core/assertions/kind.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { CallModel } from "./call-model.ts";

export interface Judge {
  readonly ask: ScorerNeeds["askJudge"];
  /** What was asked so far, cached answers left out; undefined when nothing was. */
  judging(): CaseResult["judging"];
}

/** Judges for one epoch of one case, and what they cost. */
export function judgeFor(epoch: number, openProvider: OpenProvider, callModel: CallModel): Judge {
  let calls = 0;
  let cost: number | undefined = 0;
  return {
    async ask(asked) {
      const provider = await openProvider(providerOf(asked.model));
      try {
        const { response, costNanoUsd, cached } = await callModel({ provider, model: asked.model, request: judgeRequest(asked), epoch });
        if (!cached) {
          calls += 1;
          cost = cost === undefined || costNanoUsd === undefined ? undefined : cost + costNanoUsd;
        }
        return { text: response.text, costNanoUsd };
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const { kind, provider: name, message, status, retryAfterMs, attempts } = error;
        const details = { ...(status === undefined ? {} : { status }), ...(retryAfterMs === undefined ? {} : { retryAfterMs }), attempts, cause: error };
        throw new ProviderError(kind, name, `The judge ${asked.model} did not answer: ${message}`, details);
      }
    },
    judging: () => (calls === 0 ? undefined : { calls, ...(cost === undefined ? {} : { cost_nano_usd: cost }) }),
  };
}

function judgeRequest({ model, messages, schema }: JudgeRequest): ModelRequest {
  return {
    model: model.slice(model.indexOf("/") + 1),
    params: {},
    messages: messages.map(({ role, text }) => ({ role, parts: [{ kind: "text", text }] })),
    output: { format: "json", schema },
  };
}
