import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import type { Circumstances, PromptOutcome } from "../../core/eval/evidence-fold.ts";
import { interrupted } from "../evaluate.ts";
import { beginEvaluation, type Begun } from "./begin-evaluation.ts";
import type { EvaluateDeps, EvaluateInput } from "./evaluation-input.ts";
import type { PaidCall } from "./call-model.ts";
import { foldResults } from "./fold-results.ts";
import { keepEvidence } from "./keep-evidence.ts";
import { knownResults } from "./known-results.ts";
import { requireKnownPrices } from "./known-prices.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { withinBudgets } from "./reserve-budgets.ts";
import { requireKeys } from "./require-keys.ts";
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

export interface InTurnsInput extends Omit<EvaluateInput, "resume" | "retryErrors" | "failFast"> {
  /** The seed that the turns follow from; absent when there is none. */
  readonly order?: string;
}

/** All cases of a plan, and how many answers they take beyond what is known already. */
export type BeginTurns = (cases: readonly CaseInTurn[], planned: number) => Turns;

/**
 * Evaluates as `evaluate` does, but only as many cases as somebody asks for, who sees what the ones before came to. What was run is
 * kept as a finished evaluation whose evidence says that it is not complete, unless every case was run. What earlier evidence proves takes
 * its turn like all else, and asks nobody.
 * @throws what `evaluate` throws.
 */
export async function evaluateInTurns(
  deps: EvaluateDeps,
  input: InTurnsInput,
  begin: BeginTurns,
  onEvent: (event: EvaluationEvent) => void = () => undefined,
): Promise<readonly PromptOutcome[]> {
  const prepared = await prepare(deps.openProvider, input);
  await requireKnownPrices(prepared.plan, input, deps.clock);
  await requireKeys(deps, prepared, input);
  input.signal?.throwIfAborted();
  const { plan } = prepared;
  const cases = await casesOf(prepared);
  const begun = await beginEvaluation(deps, prepared, input);
  const { evaluation, known } = begun;
  const reused = new Map(await Array.fromAsync(knownResults(deps, prepared, known), (result) => [result.index, result] as const));
  const planned = evaluation.header.tasks - known.tasks.size;
  try {
    const turns = begin(cases, planned);
    onEvent({ type: "started", id: evaluation.header.id, plan, tasks: planned, done: 0 });
    const outcomes = await withinBudgets(deps, input, begun, (paid) => inTurns(turns, paid));
    await evaluation.finish(outcomes.map(({ evidence }) => evidence));
    await keepEvidence(deps.evaluations, plan, outcomes);
    return outcomes;
  } finally {
    await evaluation.close();
  }

  async function inTurns(turns: Turns, paid: ((call: PaidCall) => void) | undefined): Promise<readonly PromptOutcome[]> {
    let made = 0;
    let outcomes = await outcomesOf(deps, plan, evaluation, input.order);
    for (let turn = turns.next(outcomes, made); turn.length > 0; turn = turns.next(outcomes, made)) {
      const indexes = turn.flatMap((each) => each.indexes);
      await Promise.all(indexes.flatMap((index) => reused.get(index) ?? []).map((result) => evaluation.append(result)));
      const wanted = new Set(indexes.filter((index) => !known.tasks.has(index)));
      const before = made;
      const count = (event: EvaluationEvent) => {
        if (event.type === "result") made += 1;
        onEvent(event);
      };
      if (wanted.size > 0) await runTasks(deps, input, prepared, begun, count, wanted, paid);
      if (made - before < wanted.size && input.signal?.aborted === true) throw interrupted(evaluation.header.id, made, planned);
      outcomes = await outcomesOf(deps, plan, evaluation, input.order);
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
  { header: { id, started_at, prices }, results }: Begun["evaluation"],
  order: string | undefined,
): Promise<readonly PromptOutcome[]> {
  const { fold } = await foldResults(plan, results());
  const finished_at = new Date(clock.now()).toISOString();
  const circumstances: Circumstances = { evaluation: id, tool_version: toolVersion, started_at, finished_at, order, prices };
  return fold.outcomes(circumstances);
}
