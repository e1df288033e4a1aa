import type { Comparison } from "./comparison.ts";
import type { PairChanges } from "./pair-changes.ts";
import { counted, shortNumber, signed } from "./words.ts";

/** "87 → 91 of 100 cases; 6 gained, 2 lost", "pass rate 0.8 → 0 over 60 cases; 0 passed more often, 60 less often" */
export function whatHappened({ metric, inParts, pairs, clusters, baseline, candidate, gained, lost }: PairChanges): string {
  const groups = clusters < pairs ? ` in ${counted(clusters, "group")}` : "";
  if (metric === "score")
    return `mean score ${shortNumber(baseline)} → ${shortNumber(candidate)} over ${counted(pairs, "case")}${groups}; ${gained} scored higher, ${lost} lower`;
  if (inParts)
    return `pass rate ${shortNumber(baseline)} → ${shortNumber(candidate)} over ${counted(pairs, "case")}${groups}; ${gained} passed more often, ${lost} less often`;
  return `${Math.round(baseline * pairs)} → ${Math.round(candidate * pairs)} of ${counted(pairs, "case")}${groups}; ${gained} gained, ${lost} lost`;
}

/** "not enough to tell (between -0.01 and +0.09): about 308 paired cases would be enough" @param needed Undefined when no number would do. */
export function notEnough({ lower, upper }: Pick<Comparison, "lower" | "upper">, needed: number | undefined): string {
  const enough = needed === undefined ? "and more cases at these rates would not tell either" : `about ${needed} paired cases would be enough`;
  return `not enough to tell (between ${signed(lower)} and ${signed(upper)}): ${enough}`;
}

/** "p = 0.019", "p < 0.0001" */
export function shortP(p: number): string {
  return p < 0.0001 ? "p < 0.0001" : `p = ${Number(p.toPrecision(2))}`;
}
