import { count } from "./check.ts";
import { upperIncompleteGamma } from "./incomplete-gamma.ts";

export interface SampleRatio {
  /** Pearson's χ². */
  readonly chi2: number;
  /** Small = the split is not the one that was meant: whatever is found in it is not to be trusted. */
  readonly p: number;
}

/**
 * Were subjects split as they were meant to be? Pearson's χ² test of the counts (Fabijan et al., KDD 2019, on why one must ask).
 * @param meant Shares in any unit: [1, 1], [90, 10].
 * @throws RangeError when there are fewer than two arms, their number differs, a share is not positive, or nothing was counted.
 */
export function sampleRatio(observed: readonly number[], meant: readonly number[]): SampleRatio {
  if (observed.length < 2 || observed.length !== meant.length) throw new RangeError(`${observed.length} counts for ${meant.length} arms`);
  const odd = meant.find((share) => !(share > 0 && share < Infinity));
  if (odd !== undefined) throw new RangeError(`a share is a positive number, not ${odd}`);
  const total = observed.reduce((sum, each) => sum + count("a number of subjects", each), 0);
  if (total === 0) throw new RangeError("nothing was counted");
  const whole = meant.reduce((sum, share) => sum + share, 0);
  const chi2 = observed.reduce((sum, each, at) => {
    const expected = (total * (meant[at] ?? 0)) / whole;
    return sum + (each - expected) ** 2 / expected;
  }, 0);
  return { chi2, p: upperIncompleteGamma((observed.length - 1) / 2, chi2 / 2) };
}
