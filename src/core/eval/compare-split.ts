import { caseKey } from "../gates/case-key.ts";
import type { CaseContents } from "../gates/case-clusters.ts";
import { pairCases, type CasePair } from "../gates/decisive-cases.ts";
import type { EvidenceCase } from "./evidence.ts";

/** The cases of two sides, each in one place. */
export interface ComparedSplit {
  /** The same case, with a score on both sides. */
  readonly pairs: readonly CasePair[];
  /** The same case, and at least one side has no score: an error, or a person is yet to rate it. */
  readonly undecided: readonly CasePair[];
  /** Of the same suite and name, and no longer the same case. The later one of each. */
  readonly edited: readonly EvidenceCase[];
  readonly onlyBefore: readonly EvidenceCase[];
  readonly onlyAfter: readonly EvidenceCase[];
}

/** What of two sides can be compared, and what cannot. Cases are the same when suite, name and digest are. */
export function splitCases(before: readonly EvidenceCase[], after: readonly EvidenceCase[], contents?: CaseContents): ComparedSplit {
  const same = pairCases(after, before, contents);
  const paired = new Set(same.map(({ candidate }) => caseKey(candidate)));
  const [earlier, later] = [keysOf(before), keysOf(after)];
  const isScored = ({ candidate, baseline }: CasePair) => scored(candidate) && scored(baseline);
  return {
    pairs: same.filter(isScored),
    undecided: same.filter((pair) => !isScored(pair)),
    edited: after.filter((each) => earlier.has(caseKey(each)) && !paired.has(caseKey(each))),
    onlyBefore: before.filter((each) => !later.has(caseKey(each))),
    onlyAfter: after.filter((each) => !earlier.has(caseKey(each))),
  };
}

function keysOf(cases: readonly EvidenceCase[]): ReadonlySet<string> {
  return new Set(cases.map(caseKey));
}

function scored({ status }: EvidenceCase): boolean {
  return status === "pass" || status === "fail";
}
