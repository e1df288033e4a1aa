import { promptFile } from "../core/model/document-paths.ts";
import type { ValidateResult } from "../core/results/validate.ts";

/** For formats that know problems only: a check without an answer is shown as one, so that nobody takes it for a pass. */
export function withUnanswered(result: ValidateResult): ValidateResult {
  const open = (result.semantic?.checks ?? []).filter(({ outcome }) => outcome === "error");
  const problems = open.map(({ prompt, code, reason = "" }) => ({
    rule: `${code}-unanswered`,
    file: promptFile(prompt),
    message: `Nobody knows whether there is a ${code}: ${reason}`,
  }));
  return { ...result, problems: [...result.problems, ...problems] };
}
