import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import { plannedRuns } from "../../core/eval/evaluation-plan.ts";
import { KnownCases } from "../../core/eval/known-cases.ts";
import { isReused, knownBy } from "../../core/eval/proved-case.ts";
import type { OpenEvaluation } from "../../ports/evaluation-store.ts";
import type { EvaluateDeps, EvaluateInput } from "./evaluation-input.ts";
import { knownCases } from "./known-cases.ts";
import { openEvaluation } from "./open-evaluation.ts";
import type { Prepared } from "./prepare.ts";
import { reusesSince } from "./reuses-since.ts";

export interface Begun {
  readonly evaluation: OpenEvaluation;
  /** What need not be run. */
  readonly known: KnownCases;
  /** Those of them that are no results of the evaluation yet. */
  readonly unwritten: KnownCases;
}

/**
 * A new evaluation, or the one to resume, and what earlier evidence proves of it. A resumed one has what it took over among its results; killed before
 * that was written, it takes over what is still there. @throws as `openEvaluation` does.
 */
export async function beginEvaluation(deps: EvaluateDeps, prepared: Prepared, input: EvaluateInput): Promise<Begun> {
  const { plan } = prepared;
  if (input.resume !== undefined) {
    const evaluation = await openEvaluation(deps, plan, input);
    try {
      const { known, there } = await takenOver(plan, evaluation);
      const { reuses } = evaluation.header;
      const unwritten = reuses === undefined ? new KnownCases() : (await knownCases(deps.evaluations, prepared, input.config, reuses)).without(there);
      for (const [index, each] of unwritten.cases) known.add(index, each);
      return { evaluation, known, unwritten };
    } catch (error) {
      await evaluation.close();
      throw error;
    }
  }
  const reuses = input.reuse && reusesSince(input.reuse, deps.clock.now());
  const known = reuses === undefined ? new KnownCases() : await knownCases(deps.evaluations, prepared, input.config, reuses);
  return {
    evaluation: await openEvaluation(deps, plan, { ...input, ...(reuses && { reuses }), answers_since: reuses?.proved_since }),
    known,
    unwritten: known,
  };
}

async function takenOver(plan: EvaluationPlan, evaluation: OpenEvaluation): Promise<{ readonly known: KnownCases; readonly there: ReadonlySet<number> }> {
  const runs = plannedRuns(plan);
  const known = new KnownCases();
  const there = new Set<number>();
  for await (const result of evaluation.results()) {
    there.add(result.index);
    if (isReused(result)) known.add(result.index, knownBy(result, runs.findLast(({ start }) => start <= result.index)?.suite.epochs ?? 1));
  }
  return { known, there };
}
