import { plannedRuns, type EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import type { KnownCases } from "../../core/eval/known-cases.ts";
import type { EvalCase } from "../../core/model/suite.ts";

/** Tells of a case of a plan's prompt, by the prompt's label, whether it need not be run. */
export type IsKnownCase = (label: string, evalCase: Pick<EvalCase, "suite" | "id">) => boolean;

export function isKnownCase(plan: EvaluationPlan, known: KnownCases): IsKnownCase {
  const runs = plannedRuns(plan);
  const names = new Set(
    [...known.cases].map(([index, { proved }]) => nameOf(runs.findLast(({ start }) => start <= index)?.prompt.label ?? "", proved.suite, proved.case)),
  );
  return (label, { suite, id }) => names.has(nameOf(label, suite, id));
}

function nameOf(...parts: readonly string[]): string {
  return parts.join("\n");
}
