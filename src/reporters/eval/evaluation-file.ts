import type { EvaluationFileHead } from "../../core/eval/evaluation-file.ts";
import type { Reported } from "./eval-reporter.ts";

/** The whole evaluation as one file, for `eval merge` and `eval show` on another machine: see `core/eval/evaluation-file.ts`. */
export async function* evaluationFile({ header, results }: Reported): AsyncGenerator<string> {
  const head: EvaluationFileHead = { promptops_evaluation: 1, ...header };
  yield `${JSON.stringify(head)}\n`;
  for await (const result of results()) yield `${JSON.stringify(result)}\n`;
}
