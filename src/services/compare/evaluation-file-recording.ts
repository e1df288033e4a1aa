import { givenName } from "../../core/cases/given-name.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationHeader } from "../../core/eval/evaluation-header.ts";
import { countTasks } from "../../core/eval/evaluation-plan.ts";
import { foldResults } from "../evaluation/fold-results.ts";
import type { Recording } from "./opened-side.ts";
import { resultsOfLabel } from "./results-of-label.ts";

/**
 * What an evaluation that was made elsewhere proved, prompt by prompt: its file says how its epochs are reduced.
 * @throws PromptopsError `corrupt-evaluation`, `unfinished-evaluation`.
 */
export async function evaluationFileRecording(path: string, header: EvaluationHeader, read: () => AsyncIterable<CaseResult>): Promise<Recording> {
  const { id, plan, tasks, started_at } = header;
  const name = givenName(path);
  if (countTasks(plan) !== tasks) throw damaged(name, "its plan does not fit its results");
  const { fold } = await foldResults(plan, inOrder(name, tasks, read()));
  if (fold.missing > 0)
    throw new PromptopsError(
      "unfinished-evaluation",
      `The evaluation in ${name} has ${tasks - fold.missing} of ${tasks} results, so there is nothing to compare yet.`,
      {
        where: name,
        hint: `Run \`promptops eval --resume ${id}\` where it was made, and write the file again.`,
      },
    );
  const outcomes = fold.outcomes({ evaluation: id, tool_version: "", started_at, finished_at: "" });
  return {
    name,
    word: path,
    entries: outcomes.map(({ label, evidence }, at) => ({
      label,
      side: {
        opened: "recorded",
        about: {
          name: `${label} (${name})`,
          word: `${path}:${label}`,
          kind: "results",
          prompt: evidence.prompt,
          prompt_digest: evidence.prompt_digest,
          model: evidence.model,
          models_answered: [...evidence.models_answered],
          reused: true,
        },
        cases: evidence.cases,
        planned: plan.prompts[at],
        hasMetrics: Object.keys(evidence.totals.metrics).length > 0,
        results: () => resultsOfLabel(read(), label),
      },
    })),
  };
}

/** The file may hold anything. */
async function* inOrder(path: string, tasks: number, results: AsyncIterable<CaseResult>): AsyncGenerator<CaseResult> {
  let next = 0;
  for await (const result of results) {
    if (result.index < next || result.index >= tasks) throw damaged(path, `its result ${result.index} is not where it belongs`);
    next = result.index + 1;
    yield result;
  }
}

function damaged(path: string, what: string): PromptopsError {
  return new PromptopsError("corrupt-evaluation", `The evaluation in ${path} is damaged: ${what}.`, {
    where: path,
    hint: "Copy it again from where it was made.",
  });
}
