import { evidenceKey } from "../../core/eval/evidence-key.ts";
import type { EvaluationPlan, PlannedPrompt } from "../../core/eval/evaluation-plan.ts";
import { judgeLabel } from "../../core/eval/planned-judge.ts";
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

/** The key of the evidence that a plan's prompt will have. */
export function keyOf({ prompt, prompt_digest, model_digest, judges, suites }: PlannedPrompt, epochs: number | undefined): string {
  return evidenceKey({
    prompt,
    promptDigest: prompt_digest,
    modelDigest: model_digest,
    judges: Object.fromEntries(judges.map((judge) => [judgeLabel(judge), judge.digest])),
    suites: Object.fromEntries(suites.map(({ suite, digest }) => [suite, digest])),
    epochs,
  });
}
