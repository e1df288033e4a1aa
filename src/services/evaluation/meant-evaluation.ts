import { isEvaluationId } from "../../core/eval/evaluation-id.ts";
import { meantId } from "../../core/identity/meant-id.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";

/**
 * The id that is meant: a whole one, whether or not there is such an evaluation, or the one that a piece of it tells from all others;
 * undefined when it is neither.
 * @throws PromptopsError `ambiguous-id`.
 */
export async function meantEvaluation(evaluations: Pick<EvaluationStore, "ids">, typed: string): Promise<string | undefined> {
  return isEvaluationId(typed) ? typed : meantId("evaluation", typed, await evaluations.ids());
}
