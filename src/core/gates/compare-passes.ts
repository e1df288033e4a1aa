import { mcnemarExact, mcnemarSampleSize } from "../stats/mcnemar.ts";
import { tangoLowerBound, tangoSampleSize, tangoUpperBound } from "../stats/tango.ts";
import { fewestChanges, plannedPower, wholePairs, type Comparison, type ComparisonPlan } from "./comparison.ts";
import type { CasePair } from "./decisive-cases.ts";
import { pairChanges } from "./pair-changes.ts";

/**
 * Independent pairs that pass or fail: McNemar's exact test on the pairs that changed (Psychometrika 12, 1947), Tango's score
 * bounds for the difference (Statistics in Medicine 17, 1998), Connor's number of pairs (Biometrics 43, 1987).
 */
export function comparePasses(pairs: readonly CasePair[], { alpha, margin }: ComparisonPlan): Comparison {
  const changes = pairChanges(pairs, "pass");
  const { pairs: n, gained, lost } = changes;
  const rates = { gained: gained / n, lost: lost / n };
  const byFormula = mcnemarSampleSize({ pGained: rates.gained, pLost: rates.lost, alpha, power: plannedPower, sides: 1 });
  const toShow = Math.max(byFormula, fewestChanges(alpha) / (rates.gained + rates.lost));
  return {
    method: "mcnemar-tango",
    ...changes,
    lower: tangoLowerBound({ gained, lost, n }, alpha),
    upper: tangoUpperBound({ gained, lost, n }, alpha),
    pBetter: mcnemarExact({ gained, lost }).oneSided,
    pWorse: mcnemarExact({ gained: lost, lost: gained }).oneSided,
    pairsToExcludeLoss: wholePairs(n, tangoSampleSize(rates, margin, alpha)),
    pairsToExcludeGain: wholePairs(n, tangoSampleSize({ gained: rates.lost, lost: rates.gained }, margin, alpha)),
    pairsToShowGain: gained > lost ? wholePairs(n, toShow) : undefined,
    pairsToShowLoss: lost > gained ? wholePairs(n, toShow) : undefined,
  };
}
