import type { CaseResult, CheckResult } from "../../core/eval/case-result.ts";

/** `main/late-fee`, with the prompt when there are several, and the epoch when it is not the first. */
export function nameOf({ prompt, suite, case: id, epoch }: CaseResult, withPrompt: boolean): string {
  return `${withPrompt ? `${prompt} ` : ""}${suite}/${id}${epoch > 1 ? ` (epoch ${epoch})` : ""}`;
}

/** Why a result did not pass: the error, or the checks that failed; when all passed that count, the score was too low. Nothing for one that did. */
export function whyOf(result: CaseResult): string[] {
  const { error, score, status } = result;
  if (status === "pass") return [];
  if (error !== undefined) return [`${error.kind}: ${error.message}`];
  const failed = failedChecks(result).map(({ type, description, reason }) => `${description ?? type}: ${reason}`);
  if (failed.length > 0) return failed;
  return status === "fail" ? [`its score is ${score.toFixed(2)}`] : [];
}

/** Those that count. */
export function failedChecks({ checks }: CaseResult): CheckResult[] {
  return checks.filter(({ pass, weight, must_pass }) => !pass && (weight > 0 || must_pass === true));
}
