import { keyOf } from "../../core/eval/evidence-key.ts";
import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import type { PromptOutcome } from "../../core/eval/evidence-fold.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";

/** Keeps what others may rely on: evidence that covers whole suites, holds no error, and waits for nobody. */
export async function keepEvidence(evaluations: EvaluationStore, { prompts, asked }: EvaluationPlan, outcomes: readonly PromptOutcome[]): Promise<void> {
  for (const [at, { evidence }] of outcomes.entries()) {
    const planned = prompts[at];
    const { errors, pending = 0 } = evidence.totals;
    if (planned !== undefined && evidence.complete && errors + pending === 0) await evaluations.saveEvidence(keyOf(planned, asked.epochs), evidence);
  }
}
