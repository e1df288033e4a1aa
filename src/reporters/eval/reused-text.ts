import type { CaseResult } from "../../core/eval/case-result.ts";
import { partsOfLabel } from "../../core/eval/prompt-label.ts";
import type { ReusedCase } from "../../core/eval/reused-case.ts";
import { shellWord } from "../../core/shell-word.ts";

type Named = Pick<CaseResult, "prompt" | "suite" | "case" | "output" | "checks">;

/** Which evaluation proved a case that was taken over; where its answer is to be seen when it is not kept here; and how it is asked anew. For pages, too. */
export function reusedText({ evaluation, finished_at }: ReusedCase, { prompt, suite, case: id, output, checks }: Named): string {
  const { name, model } = partsOfLabel(prompt);
  const named = `--case ${shellWord(`${suite}/${id}`)}`;
  const when = `${finished_at.slice(0, 16).replace("T", " ")} UTC`;
  const isKept = output !== undefined || checks.length > 0;
  const elsewhere = isKept ? "" : `, and its answer is not kept here: where that was made, \`promptops eval show ${shellWord(evaluation)} ${named}\` shows it`;
  const again = `\`promptops eval ${shellWord(name)} ${named}${model === undefined ? "" : ` --model ${shellWord(model)}`} --no-reuse\` asks anew`;
  return `proved by evaluation ${evaluation} of ${when}${elsewhere}; ${again}`;
}
