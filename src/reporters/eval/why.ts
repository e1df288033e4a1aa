import type { CaseResult, CheckResult } from "../../core/eval/case-result.ts";
import { cutOff } from "../../core/model-call/cut-off.ts";
import { provedBy, reusedText } from "./reused-text.ts";
import { scoreText } from "./score-text.ts";

/** `main/late-fee`, with the prompt when there are several, and the epoch when it is not the first. */
export function nameOf({ prompt, suite, case: id, epoch }: CaseResult, withPrompt: boolean): string {
  return `${withPrompt ? `${prompt} ` : ""}${suite}/${id}${epoch > 1 ? ` (epoch ${epoch})` : ""}`;
}

/** Why a result did not pass: as `reasonsOf` says, and where it comes from if it was taken over. Nothing for one that passed. */
export function whyOf(result: CaseResult): string[] {
  const { status, reused } = result;
  return status === "pass" || reused === undefined ? reasonsOf(result) : [...reasonsOf(result), reusedText(reused, result)];
}

/** The same for reports that tell once of each evaluation that cases were taken over from (`ReusedSources`): here it is only named. */
export function shortWhyOf(result: CaseResult): string[] {
  const { status, reused } = result;
  return status === "pass" || reused === undefined ? reasonsOf(result) : [...reasonsOf(result), provedBy(reused)];
}

type Explained = Pick<CaseResult, "error" | "status" | "checks" | "score" | "finish_reason" | "reused">;

/**
 * The error, or the checks that failed (or, when none did, wait for a person); when all passed that count, the score was too low. Nothing where
 * it is not known. Of a failed answer that was cut off once that it was.
 */
export function reasonsOf(result: Explained): string[] {
  const { error, score, status, checks, reused } = result;
  if (status === "pass") return [];
  if (error !== undefined) return [`${error.kind}: ${error.message}`];
  const failed = failedChecks(result).map(({ type, description, reason }) => `${description ?? type}: ${reason}`);
  if (failed.length > 0) return [...failed, ...cut(result, failed)];
  return status === "fail" && (reused === undefined || checks.length > 0) ? [`its score is ${scoreText(score)}`, ...cut(result, [])] : [];
}

function cut({ status, finish_reason: reason }: Explained, said: readonly string[]): string[] {
  return status === "fail" && reason === "length" && !said.some((each) => each.includes(cutOff)) ? [cutOff] : [];
}

/** Those that count and failed; of a result that waits for a person those that wait. */
export function failedChecks({ status, checks }: Pick<CaseResult, "status" | "checks">): CheckResult[] {
  const open = status === "pending";
  return checks.filter(({ pass, pending = false, weight, must_pass }) => !pass && pending === open && (weight > 0 || must_pass === true));
}
