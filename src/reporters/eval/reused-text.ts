import type { CaseResult } from "../../core/eval/case-result.ts";
import { partsOfLabel } from "../../core/eval/prompt-label.ts";
import type { ReusedCase } from "../../core/eval/reused-case.ts";
import { shellWord } from "../../core/shell-word.ts";

type Named = Pick<CaseResult, "prompt" | "suite" | "case" | "output" | "checks">;
export type ProvedBy = Pick<ReusedCase, "evaluation" | "finished_at">;

/** Which evaluation proved a case that was taken over; where its answer is to be seen when it is not kept here; and how it is asked anew. For pages, too. */
export function reusedText(reused: ProvedBy, result: Named): string {
  const { name, model } = partsOfLabel(result.prompt);
  const named = `--case ${shellWord(`${result.suite}/${result.case}`)}`;
  const shown = `\`promptops eval show ${shellWord(reused.evaluation)} ${named}\` shows it`;
  const elsewhere = isKeptHere(result) ? "" : `, and its answer is not kept here: where that was made, ${shown}`;
  const again = `\`promptops eval ${shellWord(name)} ${named}${model === undefined ? "" : ` --model ${shellWord(model)}`} --no-reuse\` asks anew`;
  return `${provedBy(reused, "when")}${elsewhere}; ${again}`;
}

/** `proved by evaluation 20261120T090000000Z-1a2b3c4d`, with or without when that ended. */
export function provedBy({ evaluation, finished_at }: ProvedBy, when?: "when"): string {
  return `proved by evaluation ${evaluation}${when === undefined ? "" : ` of ${finished_at.slice(0, 16).replace("T", " ")} UTC`}`;
}

/** The evaluation that ran a case which was taken over is on this machine, with its answer. */
export function isKeptHere({ output, checks }: Pick<CaseResult, "output" | "checks">): boolean {
  return output !== undefined || checks.length > 0;
}
