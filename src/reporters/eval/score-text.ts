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

/** Two digits, or `–` where there is none. Only what is 0 or 1 looks like it: eight of five thousand that failed are not nothing. */
export function scoreText(score: number | undefined): string {
  if (score === undefined) return "–";
  const text = score.toFixed(2);
  if (text === "1.00" && score < 1) return "0.99";
  return text === "0.00" && score > 0 ? "0.01" : text;
}
