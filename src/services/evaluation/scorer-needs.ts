import { askJudge, type SendToJudge } from "../../core/judging/ask-judge.ts";
import { askedByDefault } from "../../core/eval/asked-by-default.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import type { FindRating } from "../../core/eval/rating.ts";
import type { OuterNeeds } from "../../core/eval/score-assertion.ts";
import { digestBytes } from "../../core/identity/digest.ts";
import { openAttempts } from "../../core/model-call/open-attempts.ts";
import { modelName } from "../../core/model-call/model-name.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { ModelResponse } from "../../core/model-call/response.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { Asking } from "./asking.ts";
import type { CallModel } from "./call-model.ts";
import type { EmbedTexts } from "./embed-texts.ts";
import type { PlanInput } from "./evaluation-input.ts";
import { judgeCall } from "./judge-call.ts";
import { judgeOf } from "./judge-of.ts";
import { judgedBy } from "./judged-by.ts";
import { requireRecorded } from "./require-recorded.ts";
import type { CodeNeeds } from "./repository-code.ts";
import type { Task } from "./tasks.ts";

export interface ScorerNeedsDeps {
  readonly config: Pick<PlanInput["config"], "evaluation">;
  readonly openProvider: OpenProvider;
  readonly callModel: CallModel;
  readonly embedTexts: EmbedTexts;
  /** The user's own code as it is in one state of the repository. */
  readonly codeOf: (source: DocumentSource) => CodeNeeds;
  readonly ratings: (() => Promise<FindRating>) | undefined;
}

/** What the assertions of one task may ask for. @param request What the task's own model was asked. @param answer What it said. */
export function scorerNeeds({ target, evalCase, epoch }: Task, request: ModelRequest, answer: string, asked: Asking, deps: ScorerNeedsDeps): OuterNeeds {
  const { openProvider, callModel, embedTexts } = deps;
  const suite = target.suites.find(({ name }) => name === evalCase.suite);
  const byDefault = askedByDefault(deps.config, suite?.suite);
  const rivals = new Map<string, Promise<string>>();

  async function ask(who: string, model: string, asks: ModelRequest, sample?: number): Promise<ModelResponse> {
    const provider = await openProvider(providerOf(model));
    const call = callModel({ provider, model, request: asks, epoch, ...(sample === undefined ? {} : { sample }) });
    const answer = await call.catch((error: unknown) => Promise.reject(unanswered(who, error, asked)));
    if (!answer.cached) asked.paid(1, answer.costNanoUsd);
    if (answer.answeredAt !== undefined) asked.known(answer.answeredAt);
    requireRecorded(answer);
    return answer.response;
  }

  return {
    ...deps.codeOf(target.suiteSource),
    askJudge(question) {
      const model = required(question.model ?? byDefault.judge, "judge");
      const send: SendToJudge = (judgement, again) => {
        if (again) asked.askedAgain();
        return ask(`The judge ${model}`, model, judgeCall(model, judgement), question.sample);
      };
      return askJudge(question, judgeOf(question.judge, suite?.judges ?? {}), send, model);
    },
    judgedBy: (assertion) => judgedBy(openProvider, assertion, byDefault, suite?.judges ?? {}),
    answerOf(model) {
      // Without a cache two assertions would otherwise compare with two different answers.
      const answered =
        rivals.get(model) ?? ask(`${model}, which the answer is compared with,`, model, { ...request, model: modelName(model) }).then(({ text }) => text);
      rivals.set(model, answered);
      return answered;
    },
    async embed(texts, given) {
      const model = required(given ?? byDefault.embedding, "compare texts");
      const provider = await openProvider(providerOf(model));
      const embedded = await embedTexts(provider, model, texts).catch((error: unknown) =>
        Promise.reject(unanswered(`The embedding model ${model}`, error, asked)),
      );
      if (embedded.calls > 0) asked.paid(embedded.calls, embedded.costNanoUsd);
      if (embedded.answeredAt !== undefined) asked.known(embedded.answeredAt);
      return embedded.vectors;
    },
    async ratingOf(question) {
      const find = await deps.ratings?.();
      return find?.({ caseDigest: evalCase.digest, epoch, answerDigest: digestBytes(answer), question });
    },
  };
}

function required(model: string | undefined, what: string): string {
  if (model === undefined) throw new PromptopsError("missing-judge-model", `Nobody says which model shall ${what}.`);
  return model;
}

/** The same failure, with the name of who failed: it was not the model that is being evaluated. */
function unanswered(who: string, error: unknown, asked: Asking): unknown {
  if (!(error instanceof ProviderError)) return error;
  const { kind, provider, message, status, retryAfterMs, attempts, mayCostNanoUsd } = error;
  const open = openAttempts(error);
  if (open > 0) asked.unanswered(open, mayCostNanoUsd);
  const details = { ...(status === undefined ? {} : { status }), ...(retryAfterMs === undefined ? {} : { retryAfterMs }), attempts, cause: error };
  return new ProviderError(kind, provider, `${who} did not answer: ${message}`, details);
}
