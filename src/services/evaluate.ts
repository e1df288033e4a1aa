import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { EvaluationEvent } from "../core/eval/evaluation-event.ts";
import { evaluationExit, evaluationVerdict } from "../core/eval/evaluation-verdict.ts";
import { beginEvaluation, type Begun } from "./evaluation/begin-evaluation.ts";
import type { EvaluateDeps, EvaluateInput, EvaluationResult } from "./evaluation/evaluation-input.ts";
import { foldResults } from "./evaluation/fold-results.ts";
import { keepEvidence } from "./evaluation/keep-evidence.ts";
import { requireKnownPrices } from "./evaluation/known-prices.ts";
import { writeKnown } from "./evaluation/known-results.ts";
import { prepare, type Prepared } from "./evaluation/prepare.ts";
import { withinBudgets } from "./evaluation/reserve-budgets.ts";
import { runTasks } from "./evaluation/run-tasks.ts";

/**
 * Evaluates prompts on their suites: plan, execute, score, reduce, verdict. Memory does not grow with answers: each is written
 * as it comes and read back once, in test order, to be reduced.
 *
 * @throws PromptopsError before the first call when something about the documents, filters or providers is wrong;
 * `blocked-evaluation` when a budget does not suffice; `interrupted` when `input.signal` fired: what is there is kept and `resume` goes on.
 */
export async function evaluate(
  deps: EvaluateDeps,
  input: EvaluateInput,
  onEvent: (event: EvaluationEvent) => void = () => undefined,
): Promise<EvaluationResult> {
  const prepared = await prepare(deps.openProvider, input);
  await requireKnownPrices(prepared.plan, input, deps.clock);
  input.signal?.throwIfAborted();
  const begun = await beginEvaluation(deps, prepared, input);
  const { evaluation, known, unwritten } = begun;
  try {
    const { id, plan } = evaluation.header;
    const tasks = evaluation.header.tasks - known.tasks.size;
    const done = [...evaluation.done].filter((index) => !known.tasks.has(index)).length;
    onEvent({ type: "started", id, plan, tasks, done });
    await writeKnown(deps, prepared, evaluation, unwritten);
    let finished = done;
    const onResult = (event: EvaluationEvent) => {
      if (event.type === "result" && !event.resumed) finished += 1;
      onEvent(event);
    };
    await withinBudgets(deps, input, begun, (paid) => runTasks(deps, input, prepared, begun, onResult, undefined, paid));
    const stopped = finished < tasks && input.signal?.aborted === true;
    const result = await conclude(deps, prepared, begun);
    if (!stopped) return result;
    input.onStopped?.(result);
    throw interrupted(id, finished, tasks);
  } finally {
    await evaluation.close();
  }
}

/** An evaluation of which results are missing stays open, and proves nothing yet. */
async function conclude(deps: EvaluateDeps, { plan, skipped }: Prepared, { evaluation }: Begun): Promise<EvaluationResult> {
  const { id, started_at, prices } = evaluation.header;
  const { fold, failures, errors, pending, errorKinds, most } = await foldResults(plan, evaluation.results());
  const finished_at = new Date(deps.clock.now()).toISOString();
  const prompts = fold.outcomes({ evaluation: id, tool_version: deps.toolVersion, started_at, finished_at, prices });
  const notRun = fold.missing;
  if (notRun === 0) {
    await evaluation.finish(prompts.map(({ evidence }) => evidence));
    await keepEvidence(deps.evaluations, plan, prompts);
  }
  const verdict = evaluationVerdict(
    prompts.map(({ evidence }) => evidence.totals),
    notRun,
  );
  return { id, header: evaluation.header, verdict, exit: evaluationExit(verdict, errorKinds), prompts, skipped, failures, errors, pending, notRun, most };
}

/** What came so far is kept. */
export function interrupted(id: string, finished: number, tasks: number): PromptopsError {
  return new PromptopsError("interrupted", `Stopped after ${finished} of ${tasks} results; they are kept.`, {
    hint: `Run \`promptops eval --resume ${id}\` to go on.`,
  });
}
