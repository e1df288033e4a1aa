import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvidenceTotals } from "../../core/eval/evidence.ts";

/** What an error ended, or a person has not rated yet, has no score, though its record has a number there. */
export function scoreOf({ status, score }: Pick<CaseResult, "status" | "score">): number | undefined {
  return status === "pass" || status === "fail" ? score : undefined;
}

/** The mean over the cases that have a score; undefined when none has. */
export function meanScoreOf({ passed, failed, mean_score }: Pick<EvidenceTotals, "passed" | "failed" | "mean_score">): number | undefined {
  return passed + failed === 0 ? undefined : mean_score;
}

/** Two digits, or `–` where there is none. */
export function scoreText(score: number | undefined): string {
  return score === undefined ? "–" : score.toFixed(2);
}
