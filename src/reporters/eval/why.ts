import type { CaseResult } from "../../core/eval/case-result.ts";

/** `main/late-fee`, with the prompt when there are several, and the epoch when it is not the first. */
export function nameOf({ prompt, suite, case: id, epoch }: CaseResult, withPrompt: boolean): string {
  return `${withPrompt ? `${prompt} ` : ""}${suite}/${id}${epoch > 1 ? ` (epoch ${epoch})` : ""}`;
}

/** Why a result did not pass: the error, or the checks that failed (or, when none did, wait for a person); when all passed that count, the score was too low. */
export function whyOf({ error, status, checks, score }: Pick<CaseResult, "error" | "status" | "checks" | "score">): string[] {
  if (error !== undefined) return [`${error.kind}: ${error.message}`];
  const open = status === "pending";
  const failed = checks.filter(({ pass, pending = false, weight, must_pass }) => !pass && pending === open && (weight > 0 || must_pass === true));
  if (failed.length === 0) return [`its score is ${score.toFixed(2)}`];
  return failed.map(({ type, description, reason }) => `${description ?? type}: ${reason}`);
}
