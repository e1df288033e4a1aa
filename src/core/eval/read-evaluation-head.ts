import { Check } from "typebox/value";
import { jsonlRows } from "../cases/jsonl-rows.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { EvaluationFileHead } from "./evaluation-file.ts";
import type { EvaluationHeader } from "./evaluation-header.ts";

/**
 * What the evaluation in a file set out to do; undefined when its first line does not begin one, as that of a file of results.
 * @throws PromptopsError `not-an-evaluation` for a version that is not known, `corrupt-evaluation`.
 */
export async function readEvaluationHead(file: string, bytes: AsyncIterable<Uint8Array>): Promise<EvaluationHeader | undefined> {
  for await (const next of jsonlRows(file, bytes)) {
    if ("problem" in next || !beginsEvaluation(next.row.cells)) return undefined;
    const { cells } = next.row;
    if (cells["promptops_evaluation"] !== 1)
      throw new PromptopsError("not-an-evaluation", `${file} was written by a newer promptops.`, { where: file, hint: "Update promptops here to read it." });
    if (!Check(EvaluationFileHead, cells))
      throw new PromptopsError("corrupt-evaluation", `Line 1 of ${file} is damaged.`, { where: `${file}:1`, hint: "Copy it again from where it was made." });
    const { promptops_evaluation: _, ...header } = cells;
    return header;
  }
  return undefined;
}

export function beginsEvaluation(cells: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(cells, "promptops_evaluation");
}
