import { keyOf, partialKeyOf } from "../../core/eval/evidence-key.ts";
import type { EvaluationPlan, PlannedPrompt } from "../../core/eval/evaluation-plan.ts";
import { hasNewerAnswers } from "../../core/eval/evidence-parts.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import type { PromptOutcome } from "../../core/eval/evidence-fold.ts";
import { namesItsCases } from "../../core/eval/names-its-cases.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";

/**
 * Keeps what others may rely on: evidence that covers whole suites, holds no error, and waits for nobody. What was asked anew is not
 * given up for what the cache still has of before; and what was taken over whole says nothing new where it was proved under the same key.
 * What a gate went by that stopped early is kept under another key: its cases may be taken over, and a version's statement may name it.
 */
export async function keepEvidence(evaluations: EvaluationStore, { prompts, asked }: EvaluationPlan, outcomes: readonly PromptOutcome[]): Promise<void> {
  for (const [at, { evidence }] of outcomes.entries()) {
    const planned = prompts[at];
    const { errors, pending = 0 } = evidence.totals;
    if (planned === undefined || errors + pending > 0) continue;
    if (!evidence.complete) {
      if (isOfGate(evidence)) await evaluations.saveEvidence(partialKeyOf(planned, asked.epochs), evidence);
      continue;
    }
    const key = keyOf(planned, asked.epochs);
    if (evidence.answered_at !== undefined && (await better(evaluations, key, evidence, planned)) !== undefined) continue;
    if (ranNothing(evidence) && (await asGood(evaluations, key, evidence, planned)) !== undefined) continue;
    await evaluations.saveEvidence(key, evidence);
  }
}

function better(evaluations: EvaluationStore, key: string, evidence: Evidence, planned: PlannedPrompt): Promise<Evidence | undefined> {
  const isNewer = (other: Omit<Evidence, "cases">) => hasNewerAnswers(other, evidence);
  return evaluations.findEvidence(key, (other) => isNewer(other) && namesItsCases(other, planned), isNewer);
}

/** Only gates lay cases out by a seed, and whoever filters cases looks at some on purpose. */
function isOfGate({ seeds }: Evidence): boolean {
  return seeds?.order !== undefined;
}

function ranNothing({ parts }: Evidence): boolean {
  return parts?.[0]?.cases === 0;
}

function asGood(evaluations: EvaluationStore, key: string, evidence: Evidence, planned: PlannedPrompt): Promise<Evidence | undefined> {
  const isAsGood = (other: Omit<Evidence, "cases">) => !hasNewerAnswers(evidence, other);
  return evaluations.findEvidence(key, (other) => isAsGood(other) && namesItsCases(other, planned), isAsGood);
}
