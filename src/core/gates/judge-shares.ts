import { partsOf } from "../assertions/each-assertion.ts";
import type { Assertion } from "../assertions/schema.ts";

/**
 * How much of a case's verdict hangs on each judge, from 0 to 1, by what tells judges apart. Where every assertion must hold, a judge's word
 * alone can turn the verdict, whatever stands beside it: 1. Where a score decides, it is his share in the weights.
 * @param byScore A threshold, or the score itself, decides.
 * @param judgeOf Undefined where the assertion asks no judge.
 */
export function judgeShares(assertions: readonly Assertion[], byScore: boolean, judgeOf: (assertion: Assertion) => string | undefined): Map<string, number> {
  const counted = assertions.filter(({ weight = 1, must_pass }) => weight > 0 || must_pass === true);
  const total = counted.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const shares = new Map<string, number>();
  for (const assertion of counted) {
    const { weight = 1, must_pass, threshold } = assertion;
    const judge = judgeOf(assertion);
    const parts = partsOf(assertion);
    const inner = parts.length > 0 ? judgeShares(parts, threshold !== undefined, judgeOf) : new Map(judge === undefined ? [] : [[judge, 1]]);
    const weighed = byScore && must_pass !== true;
    for (const [name, share] of inner) {
      const before = shares.get(name) ?? 0;
      shares.set(name, weighed ? Math.min(1, before + (share * weight) / total) : Math.max(before, share));
    }
  }
  return shares;
}
