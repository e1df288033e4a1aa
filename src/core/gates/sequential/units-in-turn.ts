import type { EvidenceCase } from "../../eval/evidence.ts";
import { digestBytes, digestOf } from "../../identity/digest.ts";
import { caseKey } from "../case-key.ts";
import { caseClusters, type CaseContents } from "../case-clusters.ts";

export interface SeedParts {
  readonly candidate: string;
  readonly baseline: string;
  /** Digest by name of the suites that decide. */
  readonly suites: Readonly<Record<string, string>>;
}

/**
 * The seed of an order of cases. It follows from what is compared: asking again lays out the same cases in the same order, so nobody
 * can shop for a lucky one.
 */
export function sequenceSeed({ candidate, baseline, suites }: SeedParts): string {
  return digestOf({ of: "sequence/1", candidate, baseline, suites });
}

/**
 * Cases in a random order that a seed decides: the lot of each cluster is SHA-256 over the seed and its
 * name. Where a case stands in its suite makes no difference.
 */
export function unitsInTurn(seed: string, cases: readonly Pick<EvidenceCase, "suite" | "case" | "group">[], contents?: CaseContents): string[][] {
  const units = [...Map.groupBy(cases, caseClusters(cases, contents))].map(([name, members]) => ({
    lot: digestBytes(`${seed}\n${name}`),
    keys: members.map(caseKey),
  }));
  return units.sort((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ keys }) => keys);
}
