import { comparePairs } from "../compare-pairs.ts";
import { comparisonNumbers, type Comparison } from "../comparison.ts";
import type { CasePair } from "../decisive-cases.ts";
import type { GateReason } from "../reason-codes.ts";
import { shortNumber, signed, listedCases } from "../words.ts";
import { whatHappened } from "../comparison-words.ts";
import type { GuardFinding } from "./guard.ts";

export interface PartPlan {
  /** `slice`, `metric`: what it is. */
  readonly guard: "slice" | "metric";
  readonly name: string;
  readonly broken: GateReason;
  readonly metric: Comparison["metric"];
  readonly alpha: number;
  readonly margin: number;
}

/** A part of the pairs, or another thing that was scored of them: no worse than what is live by more than the margin, as the primary metric is asked. @param pairs Not empty. */
export function partGuard(pairs: readonly CasePair[], { guard, name, broken, metric, alpha, margin }: PartPlan): GuardFinding {
  const comparison = comparePairs(pairs, metric, { alpha, margin });
  const { lower, upper, difference, pWorse } = comparison;
  const needed = comparison.pairsToExcludeLoss ?? comparison.pairsToShowLoss;
  const happened = `${guard === "slice" ? "The slice" : "The metric"} \`${name}\`: ${whatHappened(comparison)}`;
  const enough = needed === undefined ? "more cases at these rates would not tell either" : `about ${needed} of its cases would tell`;
  return {
    kind: "compared",
    broken,
    held: lower > -margin,
    // A p that was drawn may stray across a large alpha; the sign of the difference does not.
    pWorse: difference < 0 ? pWorse : 1,
    told: {
      held: `${guard} \`${name}\` ${shortNumber(comparison.baseline)} → ${shortNumber(comparison.candidate)} (at least ${signed(lower)})`,
      broken: `${happened}; worse than what is live.`,
      unclear: `${happened}; whether it is worse by more than ${margin} cannot be told (between ${signed(lower)} and ${signed(upper)}): ${enough}.`,
    },
    numbers: {
      guard: `${guard}:${name}`,
      ...comparisonNumbers(comparison),
      margin,
      ...(needed === undefined ? {} : { pairs_needed: needed }),
    },
    listed: listedCases(comparison),
  };
}
