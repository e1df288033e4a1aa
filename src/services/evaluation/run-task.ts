import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import { AssertionFailure } from "../../core/eval/assertion-failure.ts";
import { CaseFailure, caseErrorOf } from "../../core/eval/case-failure.ts";
import type { CaseResult, CheckResult } from "../../core/eval/case-result.ts";
import type { OuterNeeds } from "../../core/eval/score-assertion.ts";
import { scoreCase } from "../../core/eval/score-case.ts";
import { usageRecord } from "../../core/eval/usage-record.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { Attempt, Citation, ModelResponse } from "../../core/model-call/response.ts";
import { redactedJson } from "../../core/redact.ts";
import { guardAnswer, isGuarded, type Guarded } from "../../core/untrusted/guard-answer.ts";
import type { EvalCase } from "../../core/model/suite.ts";
import { asking, type Asking } from "./asking.ts";
import type { ModelAnswer } from "./call-model.ts";
import type { LoadedTarget } from "./loaded-target.ts";
import { requireRecorded } from "./require-recorded.ts";
import { resultIdentity } from "./result-identity.ts";
import { scorerNeeds, type ScorerNeedsDeps } from "./scorer-needs.ts";
import type { Task } from "./tasks.ts";

export interface RunTaskDeps extends ScorerNeedsDeps {
  readonly redact: (text: string) => string;
}

/** Renders, asks, scores. What goes wrong with this case alone is its result; anything else is thrown. */
export async function runTask(task: Task, deps: RunTaskDeps): Promise<CaseResult> {
  const { target, evalCase, epoch } = task;
  const asked = asking();
  let answer: ModelAnswer | undefined;
  let guarded: Guarded | undefined;
  try {
    const asks = request(task);
    answer = await deps.callModel({ provider: target.provider, model: target.model, request: asks, epoch });
    if (answer.answeredAt !== undefined) asked.known(answer.answeredAt);
    requireRecorded(answer);
    guarded = guardAnswer({ resolved: target.resolved, values: evalCase.inputs, response: answer.response });
    const scored = await score(evalCase, answer, guarded, target, scorerNeeds(task, asks, answer.response.text, asked, deps));
    const checks = scored.checks.map((check) => redacted(check, deps.redact));
    return { ...resultIdentity(task, deps.redact), ...scored, checks, ...answered(answer, asked, deps.redact), ...found(guarded, deps.redact) };
  } catch (thrown) {
    const assertion = thrown instanceof AssertionFailure ? thrown : undefined;
    const error = caseErrorOf(assertion?.cause ?? thrown);
    if (error === undefined) throw thrown;
    const message = deps.redact(assertion === undefined ? error.message : `${assertion.where}: ${error.message}`);
    const checks = (assertion?.scored ?? []).map((check) => redacted(check, deps.redact));
    const tried = answer === undefined ? attemptsOf(thrown) : { ...answered(answer, asked, deps.redact), ...found(guarded, deps.redact) };
    return { ...resultIdentity(task, deps.redact), status: "error", score: 0, checks, ...tried, error: { ...error, message } };
  }
}

function request({ target, evalCase }: Task): ModelRequest {
  try {
    return target.requestOf(evalCase);
  } catch (error) {
    throw error instanceof PromptopsError ? new CaseFailure("render", error.message, error) : error;
  }
}

async function score(
  evalCase: EvalCase,
  answer: ModelAnswer,
  guarded: Guarded,
  { contract, resolved }: LoadedTarget,
  needs: OuterNeeds,
): ReturnType<typeof scoreCase> {
  try {
    const told = isGuarded(resolved) || guarded.findings.length > 0 ? guarded : undefined;
    return await scoreCase(evalCase, { ...answer, tools: resolved.prompt.tools, guarded: told }, contract, needs);
  } catch (thrown) {
    const error = thrown instanceof AssertionFailure ? thrown.cause : thrown;
    if (caseErrorOf(error) !== undefined) throw thrown;
    // A judge without a key concerns every case.
    if (isMissingKey(error)) throw error;
    const failure = new CaseFailure("scorer", error instanceof Error ? error.message : String(error), error);
    throw thrown instanceof AssertionFailure ? thrown.because(failure) : failure;
  }
}

function isMissingKey(error: unknown): boolean {
  return error instanceof PromptopsError && error.exit === "authentication";
}

function redacted({ checks, ...check }: CheckResult, redact: RunTaskDeps["redact"]): CheckResult {
  const parts = checks?.map((part) => redacted(part, redact));
  return { ...check, reason: redact(check.reason), ...(parts === undefined ? {} : { checks: parts }) };
}

function attemptsOf(thrown: unknown): Pick<CaseResult, "attempts" | "may_cost_nano_usd"> {
  if (!(thrown instanceof ProviderError) || thrown.attempts.length === 0) return {};
  const { attempts, mayCostNanoUsd: most } = thrown;
  return { attempts: attempts.map(attemptRecord), ...(most === undefined ? {} : { may_cost_nano_usd: most }) };
}

function attemptRecord({ outcome, status, unsent = false, latencyMs }: Attempt): NonNullable<CaseResult["attempts"]>[number] {
  return { outcome, ...(status === undefined ? {} : { status }), ...(unsent ? { unsent } : {}), latency_ms: latencyMs };
}

/** Scorers see the answer itself; what is recorded of it holds no secret. */
function answered({ response, costNanoUsd, mayCostNanoUsd: most, cached }: ModelAnswer, asked: Asking, redact: RunTaskDeps["redact"]): Partial<CaseResult> {
  const { text, latencyMs, firstTokenMs, usage, modelAnswered } = response;
  const judging = asked.record();
  const oldest = asked.oldest();
  return {
    output: redact(text),
    ...beyondText(response, redact),
    latency_ms: latencyMs,
    ...(firstTokenMs === undefined ? {} : { first_token_ms: firstTokenMs }),
    ...(usage && { usage: usageRecord(usage) }),
    ...(costNanoUsd === undefined ? {} : { cost_nano_usd: costNanoUsd }),
    ...(most === undefined ? {} : { may_cost_nano_usd: most }),
    ...(cached ? { cached } : {}),
    ...(oldest === undefined ? {} : { answered_at: new Date(oldest).toISOString() }),
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

function found(guarded: Guarded | undefined, redact: RunTaskDeps["redact"]): Pick<CaseResult, "findings"> {
  const { findings = [] } = guarded ?? {};
  return findings.length === 0 ? {} : { findings: findings.map(({ code, message }) => ({ code, message: redact(message) })) };
}

function cited({ url, title }: Citation): NonNullable<CaseResult["citations"]>[number] {
  return { url, ...(title === undefined ? {} : { title }) };
}
