import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import { countTasks, type EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import type { Circumstances, PromptOutcome } from "../../core/eval/evidence-fold.ts";
import type { OpenEvaluation } from "../../ports/evaluation-store.ts";
import { interrupted } from "../evaluate.ts";
import type { EvaluateDeps, EvaluateInput } from "./evaluation-input.ts";
import type { PaidCall } from "./call-model.ts";
import { foldResults } from "./fold-results.ts";
import { keepEvidence } from "./keep-evidence.ts";
import { requireKnownPrices } from "./known-prices.ts";
import { openEvaluation } from "./open-evaluation.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { withinBudgets } from "./reserve-budgets.ts";
import { runTasks } from "./run-tasks.ts";
import { tasks } from "./tasks.ts";

/** One case of one prompt of a plan, before it is run. */
export interface CaseInTurn {
  readonly label: string;
  readonly suite: string;
  readonly case: string;
  readonly group?: string;
  readonly must_pass?: true;
  /** Of its tasks, one per epoch. */
  readonly indexes: readonly number[];
}

export interface Turns {
  /** The cases to run next, of which none was run; empty = it is enough. */
  next(outcomes: readonly PromptOutcome[], made: number): readonly CaseInTurn[];
}

/** All cases of a plan, and how many answers they take. */
export type BeginTurns = (cases: readonly CaseInTurn[], planned: number) => Turns;

/**
 * Evaluates as `evaluate` does, but only as many cases as somebody asks for, who sees what the ones before came to. What was run is
 * kept as a finished evaluation whose evidence says that it is not complete, unless every case was run.
 * @throws what `evaluate` throws.
 */
export async function evaluateInTurns(
  deps: EvaluateDeps,
  input: Omit<EvaluateInput, "resume" | "retryErrors" | "failFast">,
  begin: BeginTurns,
  onEvent: (event: EvaluationEvent) => void = () => undefined,
): Promise<readonly PromptOutcome[]> {
  const prepared = await prepare(deps.openProvider, input);
  await requireKnownPrices(prepared.plan, input, deps.clock);
  input.signal?.throwIfAborted();
  const { plan } = prepared;
  const turns = begin(await casesOf(prepared), countTasks(plan));
  const evaluation = await openEvaluation(deps, plan, input);
  try {
    onEvent({ type: "started", id: evaluation.header.id, plan, tasks: evaluation.header.tasks, done: 0 });
    const outcomes = await withinBudgets(deps, input, evaluation.header.id, (paid) => inTurns(evaluation, paid));
    await evaluation.finish(outcomes.map(({ evidence }) => evidence));
    await keepEvidence(deps.evaluations, plan, outcomes);
    return outcomes;
  } finally {
    await evaluation.close();
  }

  async function inTurns(evaluation: OpenEvaluation, paid: ((call: PaidCall) => void) | undefined): Promise<readonly PromptOutcome[]> {
    let made = 0;
    let outcomes = await outcomesOf(deps, plan, evaluation);
    for (let cases = turns.next(outcomes, made); cases.length > 0; cases = turns.next(outcomes, made)) {
      const wanted = new Set(cases.flatMap(({ indexes }) => indexes));
      const before = made;
      const count = (event: EvaluationEvent) => {
        if (event.type === "result") made += 1;
        onEvent(event);
      };
      await runTasks(deps, input, prepared, evaluation, count, wanted, paid);
      if (made - before < wanted.size && input.signal?.aborted === true) throw interrupted(evaluation.header.id, made, evaluation.header.tasks);
      outcomes = await outcomesOf(deps, plan, evaluation);
    }
    return outcomes;
  }
}

async function casesOf({ plan, targets, choice }: Prepared): Promise<CaseInTurn[]> {
  const cases = new Map<string, CaseInTurn & { readonly indexes: number[] }>();
  for await (const { index, target, evalCase } of tasks({ plan, targets, choice, done: new Set() })) {
    const { suite, id, group, mustPass } = evalCase;
    const key = JSON.stringify([target.label, suite, id]);
    const known = cases.get(key);
    if (known !== undefined) known.indexes.push(index);
    else
      cases.set(key, {
        label: target.label,
        suite,
        case: id,
        ...(group === undefined ? {} : { group }),
        ...(mustPass ? { must_pass: true } : {}),
        indexes: [index],
      });
  }
  return [...cases.values()];
}

async function outcomesOf(
  { toolVersion, clock }: Pick<EvaluateDeps, "toolVersion" | "clock">,
  plan: EvaluationPlan,
  { header: { id, started_at, prices }, results }: OpenEvaluation,
): Promise<readonly PromptOutcome[]> {
  const { fold } = await foldResults(plan, results());
  const circumstances: Circumstances = { evaluation: id, tool_version: toolVersion, started_at, finished_at: new Date(clock.now()).toISOString(), prices };
  return fold.outcomes(circumstances);
}
