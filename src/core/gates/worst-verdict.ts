import type { Verdict } from "./gate-report.ts";

/** From the worst on: what cannot be judged outweighs a no, as the exit codes do. */
const order = ["error", "fail", "inconclusive", "pass"] as const satisfies readonly Verdict[];

/** What several gates come to together; none at all stands against nothing. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return order.find((verdict) => verdicts.includes(verdict)) ?? "pass";
}
