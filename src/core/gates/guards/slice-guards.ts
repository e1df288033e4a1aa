import { caseKey } from "../case-key.ts";
import type { CasePair } from "../decisive-cases.ts";
import { counted } from "../words.ts";
import type { Guarded, GuardFinding } from "./guard.ts";
import { partGuard } from "./part-guard.ts";

/** A tag that nobody named is a slice from so many cases on. */
const defaultMinCases = 20;

/**
 * The cases of each tag by themselves, by the policy's metric. Tags that the policy names are all judged, however few cases they have, and one that no case
 * has breaks its guard; of others only those with enough cases, and the rest is told.
 */
export function sliceGuards({ pairs, policy, tags }: Guarded): GuardFinding[] {
  const asked = policy.guards?.slices;
  if (asked === undefined || pairs.length === 0) return [];
  const { tags: named, margin = policy.margin, min_cases: least = named === undefined ? defaultMinCases : 1 } = asked;
  const byTag = pairsByTag(pairs, tags);
  return [...new Set(named ?? [...byTag.keys()].sort())].map((tag): GuardFinding => {
    const members = byTag.get(tag) ?? [];
    if (members.length === 0)
      return {
        kind: "settled",
        broken: "slice-unknown",
        told: `No case has the tag \`${tag}\`, and a guard is set on it.`,
        numbers: { guard: `slice:${tag}` },
      };
    if (members.length < least)
      return { kind: "passed-over", told: `The slice \`${tag}\` has ${counted(members.length, "case")}; slices are judged from ${least} on.` };
    return partGuard(members, { guard: "slice", name: tag, broken: "slice-worse", metric: policy.metric, alpha: policy.alpha, margin });
  });
}

function pairsByTag(pairs: readonly CasePair[], tags: Guarded["tags"]): ReadonlyMap<string, CasePair[]> {
  const found = new Map<string, CasePair[]>();
  for (const pair of pairs) {
    for (const tag of new Set(tags === undefined ? pair.candidate.tags : tags.get(caseKey(pair.candidate)))) {
      const members = found.get(tag);
      if (members === undefined) found.set(tag, [pair]);
      else members.push(pair);
    }
  }
  return found;
}
