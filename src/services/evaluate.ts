import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { EvaluationEvent } from "../core/eval/evaluation-event.ts";
import { evaluationExit, evaluationVerdict } from "../core/eval/evaluation-verdict.ts";
import { beginEvaluation, type Begun } from "./evaluation/begin-evaluation.ts";
import type { EvaluateDeps, EvaluateInput, EvaluationResult } from "./evaluation/evaluation-input.ts";
import { FoldInTurn } from "./evaluation/fold-in-turn.ts";
import { foldResults, type FoldedResults } from "./evaluation/fold-results.ts";
import { keepEvidence } from "./evaluation/keep-evidence.ts";
import { requireKnownPrices } from "./evaluation/known-prices.ts";
import { writeKnown } from "./evaluation/known-results.ts";
import { prepare, type Prepared } from "./evaluation/prepare.ts";
import { requireKeys } from "./evaluation/require-keys.ts";
import { withinBudgets } from "./evaluation/reserve-budgets.ts";
import { runTasks } from "./evaluation/run-tasks.ts";

/**
 * Evaluates prompts on their suites: plan, execute, score, reduce, verdict. Memory does not grow with answers: each is written
 * as it comes and reduced in test order, where need be when it was read back.
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
  await requireKeys(deps, prepared, input);
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
    // What is there already has to be read.
    const inTurn = input.resume === undefined && known.size === 0 ? new FoldInTurn(plan) : undefined;
    const onResult = (event: EvaluationEvent) => {
      if (event.type === "result" && !event.resumed) {
        finished += 1;
        inTurn?.add(event.result);
      }
      onEvent(event);
    };
    await withinBudgets(deps, input, begun, (paid) => runTasks(deps, input, prepared, begun, onResult, undefined, paid));
    const stopped = finished < tasks && input.signal?.aborted === true;
    const folded = inTurn?.end() ?? (await foldResults(plan, evaluation.results()));
    const result = await conclude(deps, prepared, begun, folded);
    if (!stopped) return result;
    input.onStopped?.(result);
    throw interrupted(id, finished, tasks);
  } finally {
    await evaluation.close();
  }
}

/** An evaluation of which results are missing stays open, and proves nothing yet. */
async function conclude(
  deps: EvaluateDeps,
  { plan, skipped }: Prepared,
  { evaluation }: Begun,
  { fold, failures, errors, pending, errorKinds, most }: FoldedResults,
): Promise<EvaluationResult> {
  const { id, started_at, prices } = evaluation.header;
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
