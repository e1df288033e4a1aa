import { isWhole } from "../core/eval/is-whole.ts";
import type { EvaluationHeader } from "../core/eval/evaluation-header.ts";
import type { EvaluationReport } from "../core/results/eval.ts";
import type { EvaluationStore } from "../ports/evaluation-store.ts";
import type { Reported } from "../reporters/eval/eval-reporter.ts";

/** An evaluation as reporters take it. @param maxCostUsd The cost cap it ran under. @param most Of any one result, when that is known. */
export function reportedEvaluation(
  evaluations: EvaluationStore,
  report: EvaluationReport,
  header: EvaluationHeader,
  maxCostUsd?: number,
  most?: Reported["most"],
): Omit<Reported, "screen"> {
  const { asked } = header.plan;
  return {
    report,
    header,
    asked: { whole: isWhole(asked), otherModel: asked.provider !== undefined || (asked.models ?? []).length > 0, shard: asked.shard !== undefined, maxCostUsd },
    results: () => evaluations.results(report.id),
    most,
  };
}
