import type { GatePolicy } from "../model/gate-policy.ts";

/** A share, and the lower end of its 95 % interval. */
interface Measured {
  readonly value: number;
  readonly lower: number;
}

/** One judge with one question, and how well he agrees with people. */
export interface JudgeCheck {
  /** As `feedback agreement` names it: `rubric (tone)`. */
  readonly check: string;
  /** `rubric by openai/gpt-5-mini`; undefined when nobody says which model judges. */
  readonly judge: string | undefined;
  /** Of the decision over all cases, the share that hangs on him. */
  readonly share: number;
  /** Answers that he and people judged; 0 when nobody did. */
  readonly n: number;
  /** Rated answers under the same name that another model judged, or by another rubric: they say nothing of this one. */
  readonly others: number;
  /** Gwet's AC1; undefined when n is 0. */
  readonly ac1: number | undefined;
  /** Of what people call good, the share that he passes; undefined when they called nothing so. */
  readonly sensitivity?: Measured | undefined;
  /** Of what people call bad, the share that he fails. */
  readonly specificity?: Measured | undefined;
  /** How often his preference changed with the order; undefined when he was never asked in both. */
  readonly flips?: number | undefined;
}

/** Who decides the cases of the suites that decide, as far as judges do. */
export interface Judging {
  readonly checks: readonly JudgeCheck[];
}

/** What is asked of a judge where the policy says no more: on good answers and on bad ones he is surely more often right than wrong. */
export const defaultJudgeBound = 0.5;

/**
 * The judges that the policy does not trust. None where it asks for no calibration, and none where they hold less of the decision than
 * the margin forgives anyway: then they could not turn it.
 */
export function uncalibrated(judging: Judging | undefined, policy: Pick<GatePolicy, "require_calibrated_judges" | "margin">): readonly JudgeCheck[] {
  const { require_calibrated_judges: asked, margin = 0.05 } = policy;
  if (asked === undefined || judging === undefined) return [];
  const { min_ratings, min_ac1, max_flip_rate = 1, min_sensitivity = defaultJudgeBound, min_specificity = defaultJudgeBound } = asked;
  const doubtful = judging.checks.filter(
    ({ n, ac1, flips = 0, sensitivity, specificity }) =>
      n < min_ratings ||
      ac1 === undefined ||
      ac1 < min_ac1 ||
      flips > max_flip_rate ||
      below(sensitivity, min_sensitivity) ||
      below(specificity, min_specificity),
  );
  return heldBy(doubtful) > margin ? doubtful : [];
}

/** Of the decision, the share that hangs on these judges. */
export function heldBy(checks: readonly JudgeCheck[]): number {
  return Math.min(
    1,
    checks.reduce((sum, { share }) => sum + share, 0),
  );
}

/** A demand of 0 is none. */
function below(measured: Measured | undefined, least: number): boolean {
  return least > 0 && (measured === undefined || measured.lower < least);
}
