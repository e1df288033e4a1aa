import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { paidCost } from "../../core/eval/paid-cost.ts";
import { Spending } from "../../core/eval/spending.ts";
import type { OpenEvaluation } from "../../ports/evaluation-store.ts";
import { modelCaller } from "./call-model.ts";
import { eachConcurrently } from "./each-concurrently.ts";
import type { EvaluateDeps, EvaluateInput } from "./evaluation-input.ts";
import type { Prepared } from "./prepare.ts";
import { repositoryScorers } from "./repository-scorers.ts";
import { runTask } from "./run-task.ts";
import { tasks } from "./tasks.ts";

/** How long calls in flight may go on after an interruption. */
const graceMs = 5_000;
const nanoPerUsd = 1e9;

/** Runs every task that has no result yet and appends what comes. Returns early, leaving results out, when `input.signal` fires. */
export async function runTasks(deps: EvaluateDeps, input: EvaluateInput, prepared: Prepared, evaluation: OpenEvaluation, onEvent: (event: EvaluationEvent) => void): Promise<void> {
  const { config, signal, concurrency = config.evaluation?.concurrency ?? 8, maxCostUsd = config.evaluation?.max_cost_usd } = input;
  const { plan, targets, useCache } = prepared;
  const spent = await tellWhatIsDone(evaluation, onEvent);
  const spending = maxCostUsd === undefined ? undefined : new Spending(maxCostUsd * nanoPerUsd, spent);
  const calls = new AbortController();
  const grace = endCallsAfterGrace(deps, calls, signal);
  const callModel = modelCaller({ config, clock: deps.clock, cache: useCache ? deps.cache : undefined, spending, signal: calls.signal });
  const scorersOf = repositoryScorers(deps.scorers);
  const taskDeps = { openProvider: deps.openProvider, callModel, runScorer: ({ suiteSource }: { suiteSource: Parameters<typeof scorersOf>[0] }) => scorersOf(suiteSource), redact: deps.redact ?? String };

  const work = async (task: Parameters<typeof runTask>[0]) => {
    if (signal?.aborted === true) return;
    const result = await resultUnlessAborted(runTask(task, taskDeps), calls.signal);
    if (result === undefined) return;
    await evaluation.append(result);
    onEvent({ type: "result", result, resumed: false });
  };
  try {
    await eachConcurrently(tasks(plan, targets, evaluation.done), concurrency, work, signal);
  } finally {
    grace.abort();
  }
}

/** Tells of the results that a resumed evaluation has already, and what they were paid. */
async function tellWhatIsDone({ done, results }: OpenEvaluation, onEvent: (event: EvaluationEvent) => void): Promise<number> {
  if (done.size === 0) return 0;
  let spent = 0;
  for await (const result of results()) {
    spent += paidCost(result) ?? 0;
    if (done.has(result.index)) onEvent({ type: "result", result, resumed: true });
  }
  return spent;
}

/** Aborted by the returned controller when nothing is in flight any more. */
function endCallsAfterGrace({ clock }: Pick<EvaluateDeps, "clock">, calls: AbortController, signal: AbortSignal | undefined): AbortController {
  const over = new AbortController();
  const wait = () => {
    clock.sleep(graceMs, over.signal).then(
      () => calls.abort(signal?.reason),
      () => undefined,
    );
  };
  if (signal?.aborted === true) calls.abort(signal.reason);
  else signal?.addEventListener("abort", wait, { once: true, signal: over.signal });
  return over;
}

/** A task whose call we ended has no result: it is run again on resume. */
async function resultUnlessAborted(running: Promise<CaseResult>, ended: AbortSignal): Promise<CaseResult | undefined> {
  try {
    const result = await running;
    return ended.aborted && result.error?.kind === "aborted" ? undefined : result;
  } catch (error) {
    if (ended.aborted && (error === ended.reason || error instanceof PromptopsError)) return undefined;
    throw error;
  }
}
