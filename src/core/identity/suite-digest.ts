import type { Suite } from "../model/suite.ts";
import { digestOf } from "./digest.ts";
import { GatheringHash } from "./gathering-hash.ts";

/** Case digests: a list of texts, or a `DigestList`. */
interface CaseDigests {
  readonly length: number;
  toSorted(): Iterable<string>;
}

/**
 * A suite's identity: how its results are reduced, who judges, and its cases in whatever order they came. The cases enter as SHA-256
 * over their digests, sorted, one per line; so 100,000 of them need no document of their size in memory.
 *
 * @param caseDigests As `caseDigest` gives them; suite-level assertions are already in there.
 */
export function suiteDigest(caseDigests: CaseDigests, settings: Pick<Suite, "epochs" | "reducer" | "threshold" | "judge">): string {
  const cases = new GatheringHash();
  for (const digest of caseDigests.toSorted()) cases.add(`${digest}\n`);
  const { epochs, reducer, threshold, judge } = settings;
  return digestOf({ of: "suite/1", cases: caseDigests.length, cases_digest: cases.digest(), epochs, reducer, threshold, judge });
}
