import type { CaseResult } from "./case-result.ts";
import type { EvaluationPlan } from "./evaluation-plan.ts";
import type { EvidenceCase } from "./evidence.ts";
import { isReused } from "./proved-case.ts";
import { reduceCase } from "./reduce-case.ts";

/** A case and what its epochs came to, which is all that a verdict is made of. */
export interface ReducedCase {
  /** Those that there are, in order; not empty. */
  readonly epochs: readonly CaseResult[];
  /** Undefined while an epoch is missing: nobody knows yet what the case is. */
  readonly reduced: EvidenceCase | undefined;
}

/** Results in test order, where the epochs of a case stand together, as cases. What the plan does not name has as many epochs as there are. */
export async function* reducedCases(plan: EvaluationPlan, results: AsyncIterable<CaseResult>): AsyncGenerator<ReducedCase> {
  let epochs: CaseResult[] = [];
  for await (const result of results) {
    const before = epochs.at(-1);
    if (before !== undefined && !isNextEpoch(before, result)) {
      yield reducedCase(plan, epochs);
      epochs = [];
    }
    epochs.push(result);
  }
  if (epochs.length > 0) yield reducedCase(plan, epochs);
}

function reducedCase(plan: EvaluationPlan, epochs: readonly CaseResult[]): ReducedCase {
  const planned = plan.prompts.find(({ label }) => label === epochs[0]?.prompt)?.suites.find(({ suite }) => suite === epochs[0]?.suite);
  const complete = planned === undefined || epochs.length >= planned.epochs || epochs.some(isReused);
  return { epochs, reduced: complete ? reduceCase(epochs, planned ?? { reducer: "mean" }) : undefined };
}

function isNextEpoch(before: CaseResult, result: CaseResult): boolean {
  return result.epoch > before.epoch && result.case === before.case && result.suite === before.suite && result.prompt === before.prompt;
}
