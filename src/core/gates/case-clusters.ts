import { variantGroup } from "../challenge/variant-group.ts";
import type { EvidenceCase } from "../eval/evidence.ts";
import { caseKey } from "./case-key.ts";

/** What each case asks, as `contentDigest` says it, by `suite/case`: the same question has the same digest whatever is expected of its answer. */
export type CaseContents = ReadonlyMap<string, string>;

type Clustered = Pick<EvidenceCase, "suite" | "case" | "group"> & Partial<Pick<EvidenceCase, "digest">>;

/**
 * Cases that are no independent proof count as one: those of a suite that name the same group, those that ask the same in whatever suite, those
 * that a challenge set holds for variants of one another, and whoever is tied to one of these by another of them. The name of
 * a cluster is that of its first member in the order of letters, so it does not depend on the order of cases.
 * @param contents Where a case is not in it, its own digest stands for what it asks.
 */
export function caseClusters(cases: readonly Clustered[], contents: CaseContents = new Map()): (each: Clustered) => string {
  const parents = new Map<string, string>();
  const root = (name: string): string => {
    let top = name;
    for (let next = parents.get(top); next !== undefined; next = parents.get(top)) top = next;
    // The way is shortened, so that the next look takes a step.
    for (let at = name; at !== top;) {
      const next = parents.get(at) ?? top;
      parents.set(at, top);
      at = next;
    }
    return top;
  };
  const join = (one: string, other: string) => {
    const [a, b] = [root(one), root(other)];
    if (a !== b) parents.set(a < b ? b : a, a < b ? a : b);
  };
  const firsts = new Map<string, string>();
  for (const each of cases) {
    const content = contents.get(caseKey(each)) ?? each.digest;
    if (content === undefined) continue;
    const first = firsts.get(content);
    if (first === undefined) firsts.set(content, ownName(each));
    else join(first, ownName(each));
  }
  return (each) => root(ownName(each));
}

function ownName({ suite, case: name, group }: Clustered): string {
  if (group === undefined) return JSON.stringify([suite, "case", name]);
  return JSON.stringify(variantGroup.test(group) ? ["", "variants", group] : [suite, "group", group]);
}
