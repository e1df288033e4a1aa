import { nanoDollars } from "../../core/cost/nano-dollars.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { CaseEnds } from "../../core/eval/case-ends.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import { isReused } from "../../core/eval/proved-case.ts";
import { mostPaid } from "../../core/eval/paid-cost.ts";
import { Spending } from "../../core/eval/spending.ts";
import type { Begun } from "./begin-evaluation.ts";
import { callGrace, graceMs } from "./call-grace.ts";
import { modelCaller, type PaidCall } from "./call-model.ts";
import { eachConcurrently } from "./each-concurrently.ts";
import { textEmbedder } from "./embed-texts.ts";
import type { EvaluateDeps, EvaluateInput } from "./evaluation-input.ts";
import type { Prepared } from "./prepare.ts";
import { providerDoor } from "./provider-door.ts";
import { recorder } from "./recorder.ts";
import { reliedAnswers } from "./relied-answers.ts";
import { repositoryCode } from "./repository-code.ts";
import { runTask, type RunTaskDeps } from "./run-task.ts";
import { tasks, type Task } from "./tasks.ts";

/**
 * Runs every task that has no result yet, or of which the result is an error, and appends what comes. Returns early, leaving
 * results out, when `input.signal` fires, and with `failFast` after the first case that does not pass.
 * @param only Indexes: these are run, and no others. @param onPaid Told of every call that is not free.
 */
export async function runTasks(
  deps: EvaluateDeps,
  input: EvaluateInput,
  { plan, targets, choice, useCache }: Prepared,
  { evaluation, known }: Begun,
  onEvent: (event: EvaluationEvent) => void,
  only?: ReadonlySet<number>,
  onPaid?: (paid: PaidCall) => void,
): Promise<void> {
  const { config, signal, concurrency = config.evaluation?.concurrency ?? 8, maxCostUsd = config.evaluation?.max_cost_usd } = input;
  const { openProvider, clock, redact = String, ratings } = deps;
  const failed = new AbortController();
  const ends = input.failFast === true ? new CaseEnds(plan) : undefined;
  // What is known to fail is the first that does not pass. Whoever goes on wants the rest.
  if (input.failFast === true && input.resume === undefined && [...known.cases.values()].some(({ proved }) => proved.status !== "pass")) return;
  const { spent, errors } = await whatIsDone(evaluation, (result) => {
    ends?.add(result);
    onEvent({ type: "result", result, resumed: true });
  });
  const spending = maxCostUsd === undefined ? undefined : new Spending(nanoDollars(maxCostUsd), spent);
  const grace = callGrace(clock, signal);
  const kept = useCache ? await deps.openCache?.() : undefined;
  const cache = kept && reliedAnswers(kept, evaluation.header.answers_since);
  const door = providerDoor(grace.signal, (provider, wait) => onEvent({ type: "waiting", provider, ...wait }));
  const calling = { config, clock, cache, spending, redact, door, recorder: deps.recordings && recorder(deps.recordings, redact), onPaid };
  const [callModel, embedTexts] = [modelCaller(calling), textEmbedder(calling)];
  const taskDeps = { config, openProvider, callModel, embedTexts, codeOf: repositoryCode(deps), ratings, redact };

  const stopped = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  const wanted = only ?? (input.retryErrors === true ? errors : undefined);
  const isDone = (index: number) => (wanted === undefined ? evaluation.done.has(index) : !wanted.has(index));
  const done = { has: (index: number) => isDone(index) || known.tasks.has(index) };

  let underWay = 0;
  const tellInterruption = () => underWay > 0 && onEvent({ type: "interrupted", underWay, graceMs });
  signal?.addEventListener("abort", tellInterruption, { once: true });

  const work = async (task: Task) => {
    if (stopped.aborted) return;
    underWay += 1;
    const prompt = task.target.resolved.id;
    const forPrompt: RunTaskDeps = {
      ...taskDeps,
      callModel: (call) => callModel({ ...call, prompt }),
      embedTexts: (provider, model, texts) => embedTexts(provider, model, texts, prompt),
    };
    const result = await resultUnlessEnded(runTask(task, forPrompt), grace.signal).finally(() => (underWay -= 1));
    if (result === undefined) return;
    await evaluation.append(result);
    onEvent({ type: "result", result, resumed: false });
    const ended = ends?.add(result);
    if (ended !== undefined && ended.status !== "pass") failed.abort();
  };
  try {
    await eachConcurrently(tasks({ plan, targets, choice, done }), concurrency, work, stopped);
  } finally {
    signal?.removeEventListener("abort", tellInterruption);
    grace.over();
  }
}

/** The results that a resumed evaluation has already: those that stay, what all may have cost, and which places hold errors. */
async function whatIsDone(
  { done, results }: Begun["evaluation"],
  onDone: (result: CaseResult) => void,
): Promise<{ spent: number; errors: ReadonlySet<number> }> {
  let spent = 0;
  const errors = new Set<number>();
  for await (const result of results()) {
    if (isReused(result)) continue;
    spent += mostPaid(result);
    if (done.has(result.index)) onDone(result);
    else errors.add(result.index);
  }
  return { spent, errors };
}

/** A task whose call we ended has no result: it is run again on resume. */
async function resultUnlessEnded(running: Promise<CaseResult>, ended: AbortSignal): Promise<CaseResult | undefined> {
  try {
    const result = await running;
    return ended.aborted && result.error?.kind === "aborted" ? undefined : result;
  } catch (error) {
    if (ended.aborted && (error === ended.reason || error instanceof PromptopsError)) return undefined;
    throw error;
  }
}
