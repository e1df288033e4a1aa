import type { CaseResult } from "../../core/eval/case-result.ts";
import { isReused } from "../../core/eval/proved-case.ts";
import type { AboutPrompt, EvaluationStore } from "../../ports/evaluation-store.ts";

/** What an evaluation ran of a prompt and a model as they are there, whatever it calls them; nothing where it is not kept on this machine. @throws PromptopsError `corrupt-evaluation`. */
export async function* resultsOfPrompt(
  evaluations: Pick<EvaluationStore, "header" | "results">,
  evaluation: string,
  { prompt, prompt_digest, model_digest }: AboutPrompt,
): AsyncGenerator<CaseResult> {
  const header = await evaluations.header(evaluation);
  const planned = header?.plan.prompts.find((each) => each.prompt === prompt && each.prompt_digest === prompt_digest && each.model_digest === model_digest);
  if (planned === undefined) return;
  for await (const result of evaluations.results(evaluation)) if (result.prompt === planned.label && !isReused(result)) yield result;
}
