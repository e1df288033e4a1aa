import { reliedSince } from "../../core/eval/evidence-age.ts";
import { KnownCases } from "../../core/eval/known-cases.ts";
import type { OpenEvaluation } from "../../ports/evaluation-store.ts";
import type { EvaluateDeps, EvaluateInput } from "./evaluation-input.ts";
import { knownCases } from "./known-cases.ts";
import { openEvaluation } from "./open-evaluation.ts";
import type { Prepared } from "./prepare.ts";

export interface Begun {
  readonly evaluation: OpenEvaluation;
  /** What need not be run. */
  readonly known: KnownCases;
}

/**
 * A new evaluation, or the one to resume, and what earlier evidence proves of it. A resumed one takes over what it would have when it
 * began, as far as that is still there. @throws as `openEvaluation` does.
 */
export async function beginEvaluation(deps: EvaluateDeps, prepared: Prepared, input: EvaluateInput): Promise<Begun> {
  const { plan } = prepared;
  if (input.resume !== undefined) {
    const evaluation = await openEvaluation(deps, plan, input);
    try {
      const { reuses } = evaluation.header;
      const known = reuses === undefined ? new KnownCases() : await knownCases(deps.evaluations, prepared, input.config, reuses);
      return { evaluation, known: reuses === undefined ? known : await withoutResults(known, evaluation) };
    } catch (error) {
      await evaluation.close();
      throw error;
    }
  }
  const { reuse } = input;
  const since = reliedSince(reuse?.days, deps.clock.now());
  const answers_since = since === undefined ? undefined : new Date(since).toISOString();
  const reuses = reuse && (answers_since === undefined ? {} : { proved_since: answers_since });
  const known = reuses === undefined ? new KnownCases() : await knownCases(deps.evaluations, prepared, input.config, reuses);
  return { evaluation: await openEvaluation(deps, plan, { ...input, ...(known.size > 0 && reuses && { reuses }), answers_since }), known };
}

async function withoutResults(known: KnownCases, evaluation: OpenEvaluation): Promise<KnownCases> {
  const there = new Set<number>();
  for await (const { index } of evaluation.results()) there.add(index);
  return known.without(there);
}
