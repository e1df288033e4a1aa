import type { EvaluationReport, PromptReport } from "../../core/results/eval.ts";
import type { PromptOutcome } from "../../core/eval/evidence-fold.ts";
import type { EvaluationResult } from "./evaluation-input.ts";

/** What `--json` shows of an evaluation. @param results The file with all results. */
export function evaluationReport(
  { id, verdict, prompts, failures, errors, pending, notRun }: Omit<EvaluationResult, "exit" | "skipped" | "header" | "most">,
  results: string,
): EvaluationReport {
  const sample = ({ count, first }: EvaluationResult["failures"]) => ({ count, first });
  return {
    id,
    verdict,
    ...(notRun === 0 ? {} : { not_run: notRun }),
    results,
    prompts: prompts.map(promptReport),
    failures: sample(failures),
    errors: sample(errors),
    ...(pending.count === 0 ? {} : { pending: sample(pending) }),
  };
}

/** The cases stay in the evidence: there may be very many. */
function promptReport({ label, evidence, suites }: PromptOutcome): PromptReport {
  const { prompt, prompt_digest, model, model_digest, models_answered, complete, totals } = evidence;
  const digests = new Map(evidence.suites.map(({ suite, digest }) => [suite, digest]));
  return {
    label,
    prompt,
    prompt_digest,
    model,
    model_digest,
    models_answered,
    complete,
    totals,
    suites: suites.map(({ suite, totals: own }) => ({ suite, digest: digests.get(suite) ?? "", totals: own })),
  };
}
