import { errorRate } from "./check.ts";
import { findRoot } from "./find-root.ts";
import { logMeanEvidence, type Sample } from "./mean-difference.ts";

/**
 * Logarithm of the evidence against "the mean is at most `ceiling`": of all such means, against the one that it speaks against least. It
 * may be looked at after every value: that it ever reaches log(1/α) has a probability of at most α (Ville). Infinity for a single value
 * above 0 where the ceiling is 0.
 * @throws RangeError when the sum is not between 0 and n, or the ceiling not between 0 and 1.
 */
export function logEvidenceAbove(sample: Sample, ceiling: number): number {
  if (!(ceiling >= 0 && ceiling <= 1)) throw new RangeError(`a ceiling is between 0 and 1, not ${ceiling}`);
  return logMeanEvidence(sample, sample.n === 0 ? ceiling : Math.min(ceiling, sample.sum / sample.n));
}

/** The mean is above this, with probability 1 − α at every moment at which somebody looks. 0 without values. @throws RangeError as `logEvidenceAbove`. */
export function meanAbove(sample: Sample, alpha: number): number {
  const limit = -Math.log(errorRate("alpha", alpha));
  const seen = sample.n === 0 ? 0 : sample.sum / sample.n;
  return seen === 0 ? 0 : findRoot((mean) => limit - logEvidenceAbove(sample, mean), 0, seen);
}
