import type { Evidence, EvidenceCase } from "../eval/evidence.ts";
import { caseKey } from "./case-key.ts";
import { caseClusters, type CaseContents } from "./case-clusters.ts";
import type { EffectivePolicy } from "./effective-policy.ts";

/** A case of both sides: same suite, same name, same digest. */
export interface CasePair {
  /** Pairs with the same one are no independent proof: see `caseClusters`. */
  readonly cluster: string;
  readonly candidate: EvidenceCase;
  readonly baseline: EvidenceCase;
}

/** The cases of the suites that decide. */
export function decisiveCases(evidence: Evidence, policy: EffectivePolicy): EvidenceCase[] {
  return evidence.cases.filter((each) => policy.suites?.includes(each.suite) ?? true);
}

/** Both sides of every case of the candidate that the baseline has too, in the candidate's order. */
export function pairCases(candidate: readonly EvidenceCase[], baseline: readonly EvidenceCase[], contents?: CaseContents): CasePair[] {
  const clusterOf = caseClusters(candidate, contents);
  const byKey = new Map(baseline.map((each) => [caseKey(each), each]));
  return candidate.flatMap((each) => {
    const other = byKey.get(caseKey(each));
    return other?.digest === each.digest ? [{ cluster: clusterOf(each), candidate: each, baseline: other }] : [];
  });
}
