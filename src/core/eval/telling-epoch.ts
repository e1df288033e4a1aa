import type { CaseResult } from "./case-result.ts";

/** The epoch that tells best why a case came to this status: the worst that has it, else the worst of all. @param epochs In order, not empty. */
export function tellingEpoch(epochs: readonly CaseResult[], status: CaseResult["status"]): CaseResult {
  const having = epochs.filter((epoch) => epoch.status === status);
  const [first, ...others] = (having.length > 0 ? having : epochs) as [CaseResult, ...CaseResult[]];
  return others.reduce((worst, epoch) => (epoch.score < worst.score ? epoch : worst), first);
}
