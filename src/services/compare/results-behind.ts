import type { CaseResult } from "../../core/eval/case-result.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import { resultsOfPrompt } from "../evaluation/results-of-prompt.ts";

/** The results that evidence was made of, in whatever evaluations; none of those that are not kept any more. */
export async function* resultsBehind(evaluations: EvaluationStore, evidence: Evidence | undefined): AsyncGenerator<CaseResult> {
  if (evidence === undefined) return;
  if (evidence.parts === undefined) yield* resultsOfPrompt(evaluations, evidence.evaluation, evidence);
  for (const [place, { evaluation }] of evidence.parts?.entries() ?? []) {
    const ours = new Map(evidence.cases.filter(({ from = 0 }) => from === place).map((each) => [`${each.suite} ${each.digest}`, each.case]));
    for await (const result of resultsOfPrompt(evaluations, evaluation, evidence)) {
      const name = ours.get(`${result.suite} ${result.case_digest}`);
      if (name !== undefined) yield { ...result, case: name };
    }
  }
}
