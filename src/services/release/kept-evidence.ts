import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import { digestOf } from "../../core/identity/digest.ts";
import type { Predicate } from "../../core/release/statement.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";

/** What is kept elsewhere of an evaluation: in the ledger. */
export type EvidenceElsewhere = (evaluation: string) => Promise<readonly Evidence[]>;

/** The very evidence that a version was published with, as it is kept on this machine or elsewhere; undefined when it is not, or is another one. */
export async function keptEvidence(
  evaluations: EvaluationStore,
  { evaluation }: Pick<Predicate, "evaluation">,
  elsewhere?: EvidenceElsewhere,
): Promise<Evidence | undefined> {
  if (evaluation === undefined) return undefined;
  const isIt = (evidence: Evidence) => digestOf(evidence) === evaluation.evidence_digest;
  return (await readHere(evaluations, evaluation.id)).find(isIt) ?? (await elsewhere?.(evaluation.id))?.find(isIt);
}

async function readHere(evaluations: EvaluationStore, id: string): Promise<readonly Evidence[]> {
  try {
    return (await evaluations.read(id))?.evidence ?? [];
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "corrupt-evaluation") return [];
    throw error;
  }
}
