import type { Evidence, EvidenceCase } from "../eval/evidence.ts";
import type { EffectivePolicy } from "./effective-policy.ts";

/** A case of both sides: same suite, same name, same digest. */
export interface CasePair {
  readonly candidate: EvidenceCase;
  readonly baseline: EvidenceCase;
}

/** The cases of the suites that decide. */
export function decisiveCases(evidence: Evidence, policy: EffectivePolicy): EvidenceCase[] {
  return evidence.cases.filter((each) => policy.suites?.includes(each.suite) ?? true);
}

export function caseKey({ suite, case: name }: Pick<EvidenceCase, "suite" | "case">): string {
  return `${suite}/${name}`;
}

/** Both sides of every case of the candidate that the baseline has too, in the candidate's order. */
export function pairCases(candidate: readonly EvidenceCase[], baseline: readonly EvidenceCase[]): CasePair[] {
  const byKey = new Map(baseline.map((each) => [caseKey(each), each]));
  return candidate.flatMap((each) => {
    const other = byKey.get(caseKey(each));
    return other?.digest === each.digest ? [{ candidate: each, baseline: other }] : [];
  });
}
