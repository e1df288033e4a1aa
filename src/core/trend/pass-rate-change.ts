import { splitCases } from "../eval/compare-split.ts";
import { shownConfidence } from "../eval/case-measures.ts";
import type { Evidence } from "../eval/evidence.ts";
import { comparePairs } from "../gates/compare-pairs.ts";
import type { TrendPoint } from "../results/trend.ts";
import { proportionDifference } from "../stats/newcombe.ts";
import { byVerdict } from "./by-verdict.ts";

/** One version as it was measured. */
export interface MeasuredVersion {
  readonly point: Pick<TrendPoint, "suites" | "passed" | "failed">;
  /** Case by case, where it is kept. */
  readonly evidence: Evidence | undefined;
}

/** The smallest difference that a comparison looks for; of its answer only the bounds are used. */
const margin = 0.05;

/**
 * How the pass rate differs from that of the version before, both asked the same cases: case by case where both sides are kept (Tango's
 * bounds, or clustered t), else as two independent samples (Newcombe), which is wider than it would have to be.
 * @returns Undefined where one of them has no case with a score.
 */
export function passRateChange(before: MeasuredVersion, after: MeasuredVersion): TrendPoint["change"] {
  const pairs =
    before.evidence === undefined || after.evidence === undefined
      ? []
      : splitCases(before.evidence.cases.map(byVerdict), after.evidence.cases.map(byVerdict)).pairs;
  if (pairs.length > 0) {
    const { method, difference, lower, upper, gained, lost } = comparePairs(pairs, "pass", { alpha: (1 - shownConfidence) / 2, margin });
    return { method, difference, interval: [lower, upper], gained, lost };
  }
  const [was, is] = [before.point, after.point].map(({ passed = 0, failed = 0 }) => [passed, passed + failed] as const);
  if (was === undefined || is === undefined || was[1] === 0 || is[1] === 0) return undefined;
  const { difference, interval } = proportionDifference(is, was, shownConfidence);
  return { method: "newcombe", difference, interval };
}
