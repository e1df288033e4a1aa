import type { EvidenceCase } from "../eval/evidence.ts";

/** A case as its suite's rule counts it, all epochs together: statements know no more, and a trend shows versions of which nothing else is kept. */
export function byVerdict(each: EvidenceCase): EvidenceCase {
  return { ...each, pass_rate: each.status === "pass" ? 1 : 0 };
}
