import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { PlannedPrompt } from "../../core/eval/evaluation-plan.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import { meantEvaluation } from "../evaluation/meant-evaluation.ts";
import type { RecordedSide, Recording } from "./opened-side.ts";
import { resultsBehind } from "./results-behind.ts";
import { resultsOfLabel } from "./results-of-label.ts";

/** What an evaluation proved, prompt by prompt. @throws PromptopsError `unknown-evaluation`, `ambiguous-id`, `unfinished-evaluation`. */
export async function evaluationRecording(evaluations: EvaluationStore, typed: string): Promise<Recording> {
  const id = await meantEvaluation(evaluations, typed);
  const found = id === undefined ? undefined : await evaluations.read(id);
  if (id === undefined || found === undefined) throw await notThere(evaluations, typed);
  const { header, evidence } = found;
  if (evidence === undefined)
    throw new PromptopsError("unfinished-evaluation", `Evaluation ${id} was not finished, so there is nothing to compare yet.`, {
      hint: `Run \`promptops eval --resume ${id}\` to finish it first.`,
    });
  return {
    name: `evaluation ${id}`,
    word: id,
    entries: header.plan.prompts.flatMap((planned, at) => {
      const proved = evidence[at];
      return proved === undefined ? [] : [{ label: planned.label, side: sideOf(evaluations, planned, proved) }];
    }),
  };
}

function sideOf(evaluations: EvaluationStore, planned: PlannedPrompt, evidence: Evidence): RecordedSide {
  const { label } = planned;
  const { evaluation, prompt, prompt_digest, model, models_answered, finished_at, cases, totals } = evidence;
  return {
    opened: "recorded",
    about: {
      name: `${label} (evaluation ${evaluation})`,
      word: `${evaluation}:${label}`,
      kind: "evaluation",
      prompt,
      prompt_digest,
      model,
      models_answered: [...models_answered],
      evaluation,
      evaluated_at: finished_at,
      reused: true,
    },
    cases,
    planned,
    hasMetrics: Object.keys(totals.metrics).length > 0,
    results: () => (evidence.parts === undefined ? resultsOfLabel(evaluations.results(evaluation), label) : resultsBehind(evaluations, evidence)),
  };
}

async function notThere(evaluations: EvaluationStore, id: string): Promise<PromptopsError> {
  const known = await evaluations.list(50);
  const near = nearest(
    id,
    known.map((entry) => entry.id),
  );
  return new PromptopsError("unknown-evaluation", `There is no evaluation ${id} here.`, {
    hint: near === undefined ? "Name the prompt in place of it: its states are evaluated where they were not yet." : `Did you mean \`${near}\`?`,
  });
}
