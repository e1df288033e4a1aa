import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import { digestOf } from "../../core/identity/digest.ts";
import type { Predicate } from "../../core/release/statement.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";

/** The very evidence that a version was published with, as it is kept on this machine; undefined when it is not, or is another one. */
export async function keptEvidence(evaluations: EvaluationStore, { evaluation }: Pick<Predicate, "evaluation">): Promise<Evidence | undefined> {
  if (evaluation === undefined) return undefined;
  try {
    const kept = await evaluations.read(evaluation.id);
    return kept?.evidence?.find((evidence) => digestOf(evidence) === evaluation.evidence_digest);
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "corrupt-evaluation") return undefined;
    throw error;
  }
}
