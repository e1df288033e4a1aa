import type { GatePolicy } from "../model/gate-policy.ts";

/** How well one kind of check that a judge decides agrees with people. */
export interface JudgeCheck {
  /** As `feedback agreement` names it: `rubric (tone)`. */
  readonly check: string;
  /** Answers that both judged; 0 when nobody did. */
  readonly n: number;
  /** Gwet's AC1; undefined when n is 0. */
  readonly ac1: number | undefined;
  /** How often its preference changed with the order; undefined when it was never asked in both. */
  readonly flips?: number | undefined;
}

/** Who decides the cases of the suites that decide. */
export interface Judging {
  /** Every assertion asks a judge: nothing else would notice what all of them overlook. */
  readonly only: boolean;
  readonly checks: readonly JudgeCheck[];
}

/** The checks by judges that the policy does not trust; none where something else decides too, and where it asks for no calibration. */
export function uncalibrated(
  judging: Judging | undefined,
  { require_calibrated_judges: asked }: Pick<GatePolicy, "require_calibrated_judges">,
): readonly JudgeCheck[] {
  if (asked === undefined || judging?.only !== true) return [];
  return judging.checks.filter(
    ({ n, ac1, flips = 0 }) => n < asked.min_ratings || ac1 === undefined || ac1 < asked.min_ac1 || flips > (asked.max_flip_rate ?? 1),
  );
}
