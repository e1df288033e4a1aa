import type { ScorerNeeds } from "../../core/assertions/kind.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import { CaseFailure, caseErrorOf } from "../../core/eval/case-failure.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { scoreCase } from "../../core/eval/score-case.ts";
import { preview } from "../../core/eval/preview.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { Attempt, Citation, ModelResponse, Usage } from "../../core/model-call/response.ts";
import { redactedJson } from "../../core/redact.ts";
import { maskSensitive } from "../../core/template/mask-sensitive.ts";
import type { EvalCase } from "../../core/model/suite.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { CallModel, ModelAnswer } from "./call-model.ts";
import { caseRequest } from "./case-request.ts";
import { judgeFor, type Judge } from "./judge.ts";
import type { LoadedTarget } from "./loaded-target.ts";
import type { Task } from "./tasks.ts";

export interface RunTaskDeps {
  readonly openProvider: OpenProvider;
  readonly callModel: CallModel;
  /** Runs scorer files as they are in one state of the repository. */
  readonly scorersOf: (source: DocumentSource) => ScorerNeeds["runScorer"];
  readonly redact: (text: string) => string;
}

/** Renders, asks, scores. What goes wrong with this case alone is its result; anything else is thrown. */
export async function runTask(task: Task, deps: RunTaskDeps): Promise<CaseResult> {
  const { target, evalCase, epoch } = task;
  const judge = judgeFor(epoch, deps.openProvider, deps.callModel);
  let answer: ModelAnswer | undefined;
  try {
    answer = await deps.callModel({ provider: target.provider, model: target.model, request: request(task), epoch });
    const scored = await score(evalCase, answer, target, { runScorer: deps.scorersOf(target.suiteSource), askJudge: judge.ask });
    const checks = scored.checks.map((check) => ({ ...check, reason: deps.redact(check.reason) }));
    return { ...identity(task, deps.redact), ...scored, checks, ...answered(answer, judge, deps.redact) };
  } catch (thrown) {
    const error = caseErrorOf(thrown);
    if (error === undefined) throw thrown;
    const message = deps.redact(error.message);
    const tried = answer === undefined ? attemptsOf(thrown) : answered(answer, judge, deps.redact);
    return { ...identity(task, deps.redact), status: "error", score: 0, checks: [], ...tried, error: { ...error, message } };
  }
}

function request({ target, evalCase }: Task): ModelRequest {
  try {
    return caseRequest(target, evalCase);
  } catch (error) {
    throw error instanceof PromptopsError ? new CaseFailure("render", error.message, error) : error;
  }
}

async function score(evalCase: EvalCase, answer: ModelAnswer, { contract, resolved }: LoadedTarget, needs: ScorerNeeds): ReturnType<typeof scoreCase> {
  try {
    return await scoreCase(evalCase, { ...answer, tools: resolved.prompt.tools }, contract, needs);
  } catch (error) {
    // A judge without a key concerns every case.
    if (caseErrorOf(error) !== undefined || isMissingKey(error)) throw error;
    throw new CaseFailure("scorer", error instanceof Error ? error.message : String(error), error);
  }
}

function isMissingKey(error: unknown): boolean {
  return error instanceof PromptopsError && error.exit === "authentication";
}

type Identity = Pick<CaseResult, "index" | "prompt" | "suite" | "case" | "epoch" | "case_digest" | "tags" | "group" | "must_pass" | "inputs" | "expected">;

function identity({ index, target, evalCase, epoch }: Task, redact: RunTaskDeps["redact"]): Identity {
  const { suite, id, digest, tags, group, mustPass, inputs, expected } = evalCase;
  const shown = Object.entries(maskSensitive(target.resolved, inputs)).map(([name, value]) => [name, redact(preview(value))] as const);
  return {
    index,
    prompt: target.label,
    suite,
    case: id,
    epoch,
    case_digest: digest,
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    ...(group === undefined ? {} : { group }),
    ...(mustPass ? { must_pass: true } : {}),
    ...(shown.length === 0 ? {} : { inputs: Object.fromEntries(shown) }),
    ...(expected === undefined ? {} : { expected: redact(preview(expected)) }),
  };
}

function attemptsOf(thrown: unknown): Pick<CaseResult, "attempts"> {
  return thrown instanceof ProviderError && thrown.attempts.length > 0 ? { attempts: thrown.attempts.map(attemptRecord) } : {};
}

function attemptRecord({ outcome, status, latencyMs }: Attempt): NonNullable<CaseResult["attempts"]>[number] {
  return { outcome, ...(status === undefined ? {} : { status }), latency_ms: latencyMs };
}

/** Scorers see the answer itself; what is recorded of it holds no secret. */
function answered({ response, costNanoUsd, cached }: ModelAnswer, judge: Judge, redact: RunTaskDeps["redact"]): Partial<CaseResult> {
  const { text, latencyMs, usage, modelAnswered } = response;
  const judging = judge.judging();
  return {
    output: redact(text),
    ...beyondText(response, redact),
    latency_ms: latencyMs,
    ...(usage && { usage: usageRecord(usage) }),
    ...(costNanoUsd === undefined ? {} : { cost_nano_usd: costNanoUsd }),
    ...(cached ? { cached } : {}),
    model_answered: redact(modelAnswered),
    ...(judging && { judging }),
  };
}

/** What an answer is beside its text; nothing of it for the plain answer that most are. */
function beyondText({ toolCalls, citations, finishReason, refusal, attempts }: ModelResponse, redact: RunTaskDeps["redact"]): Partial<CaseResult> {
  return {
    ...(toolCalls.length === 0 ? {} : { tool_calls: redactedJson([...toolCalls], redact) }),
    ...(citations.length === 0 ? {} : { citations: redactedJson(citations.map(cited), redact) }),
    ...(finishReason === "stop" ? {} : { finish_reason: finishReason }),
    ...(refusal === undefined ? {} : { refusal: redact(refusal) }),
    ...(attempts.length < 2 ? {} : { attempts: attempts.map(attemptRecord) }),
  };
}

function cited({ url, title }: Citation): NonNullable<CaseResult["citations"]>[number] {
  return { url, ...(title === undefined ? {} : { title }) };
}

/** Counts that are zero are left out: most models have none of them. */
function usageRecord({ input, output, cachedInput, cacheWrite, reasoning, webSearches }: Usage): NonNullable<CaseResult["usage"]> {
  return {
    input,
    output,
    ...(cachedInput > 0 ? { cached_input: cachedInput } : {}),
    ...(cacheWrite > 0 ? { cache_write: cacheWrite } : {}),
    ...(reasoning > 0 ? { reasoning } : {}),
    ...(webSearches > 0 ? { web_searches: webSearches } : {}),
  };
}
