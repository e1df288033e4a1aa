import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import { reliedSince } from "../../core/eval/evidence-age.ts";
import { keyOf } from "../../core/eval/evidence-key.ts";
import { answeredTime, oldestAnswer } from "../../core/eval/evidence-parts.ts";
import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import { namesItsCases } from "../../core/eval/names-its-cases.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import { evaluate } from "../evaluate.ts";
import type { EvaluateDeps, EvaluateInput } from "./evaluation-input.ts";
import { prepare } from "./prepare.ts";

export interface FindEvidenceInput extends Omit<EvaluateInput, "cases" | "tags" | "resume" | "retryErrors" | "failFast"> {
  /** What earlier evaluations proved does not count. */
  readonly fresh?: boolean;
}

/**
 * Evidence per target, in their order (those that were skipped left out): what an earlier evaluation proved about the same
 * digests and `reuse` lets count, else what a new one proves, which may hold errors, and runs no case that `reuse` takes over. Filters by case
 * or tag are for authors; evidence is about whole suites.
 * @throws what `evaluate` throws.
 */
export async function findEvidence(
  deps: EvaluateDeps,
  { fresh = false, reuse, ...input }: FindEvidenceInput,
  onEvent?: (event: EvaluationEvent) => void,
): Promise<readonly Evidence[]> {
  const { plan } = await prepare(deps.openProvider, input);
  const found = fresh ? new Map<string, Evidence>() : await knownEvidence(deps.evaluations, plan, reliedSince(reuse?.days, deps.clock.now()));
  const missing = plan.prompts.filter(({ label }) => !found.has(label)).map(({ label }) => label);
  if (missing.length > 0) {
    const targets = input.targets.filter(({ promptId, label = promptId }) => missing.includes(label));
    const { prompts } = await evaluate(deps, { ...input, targets, ...(fresh || reuse === undefined ? {} : { reuse }) }, onEvent);
    for (const { label, evidence } of prompts) found.set(label, evidence);
  }
  return plan.prompts.flatMap(({ label }) => found.get(label) ?? []);
}

/**
 * What earlier evaluations proved of a plan's prompts, by label. The plan must be about whole suites.
 * @param since What rests on answers of before does not count, milliseconds since the epoch; undefined = all does.
 */
export async function knownEvidence(evaluations: EvaluationStore, { prompts, asked }: EvaluationPlan, since?: number): Promise<Map<string, Evidence>> {
  const found = new Map<string, Evidence>();
  const isRelied = (evidence: Evidence) => since === undefined || answeredTime(oldestAnswer(evidence)) >= since;
  for (const planned of prompts) {
    const counts = (evidence: Evidence) => isRelied(evidence) && namesItsCases(evidence, planned);
    const evidence = await evaluations.findEvidence(keyOf(planned, asked.epochs), counts);
    if (evidence !== undefined) found.set(planned.label, evidence);
  }
  return found;
}
