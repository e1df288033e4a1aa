import { count, errorRate, type Interval } from "./check.ts";
import { logGamma } from "./log-gamma.ts";

/** Values from 0 to 1: how many, and their sum. */
export interface Sample {
  readonly n: number;
  readonly sum: number;
}

/** Steps of a search that halves what is left: more than a double has digits. */
const halvings = 52;
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Logarithm of the evidence against "the mean is m": a uniform mixture, over what else the mean may be, of bets on it. For values of 0 and 1
 * it is the Beta(1, 1) mixture likelihood ratio B(s+1, n−s+1) / (m^s (1−m)^(n−s)). Between 0 and 1 it holds as well, because
 * (θ/m)^y ((1−θ)/(1−m))^(1−y) ≤ yθ/m + (1−y)(1−θ)/(1−m), whose expectation is 1 where E y = m. So it may be looked at after every value: that
 * it ever reaches log(1/α) has a probability of at most α (Ville). It depends on n and the sum alone, in whatever order they came.
 * @throws RangeError when the sum is not between 0 and n.
 */
export function logMeanEvidence(sample: Sample, mean: number): number {
  return logMixture(sample) - logLikelihood(sample, mean);
}

function logMixture({ n, sum }: Sample): number {
  count("n", n);
  if (!(sum >= 0 && sum <= n)) throw new RangeError(`a sum of ${n} values from 0 to 1 is not ${sum}`);
  return logGamma(sum + 1) + logGamma(n - sum + 1) - logGamma(n + 2);
}

function logLikelihood({ n, sum }: Sample, mean: number): number {
  const misses = n - sum;
  return (sum === 0 ? 0 : sum * Math.log(mean)) + (misses === 0 ? 0 : misses * Math.log1p(-mean));
}

/**
 * Logarithm of the evidence, from two independent samples, against "the candidate's mean is the control's plus δ": the product of both, at the pair of
 * means with that difference which they speak against least.
 */
export function logDifferenceEvidence(control: Sample, candidate: Sample, difference: number): number {
  const mixtures = logMixture(control) + logMixture(candidate);
  const at = (mean: number) => mixtures - logLikelihood(control, mean) - logLikelihood(candidate, mean + difference);
  let [low, high] = [Math.max(0, -difference), Math.min(1, 1 - difference)];
  // Both are convex in the mean, so a golden section finds the least.
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [at(left), at(right)];
  for (let step = 0; step < halvings; step += 1) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = at(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = at(right);
    }
  }
  return Math.min(atLeft, atRight);
}

/**
 * A confidence sequence for the candidate's mean less the control's: with probability 1 − α it holds the true difference at every moment at which
 * somebody looks. Without values it is [−1, 1].
 * @throws RangeError as `logMeanEvidence`, and when α is not between 0 and 1.
 */
export function meanDifferenceSequence(control: Sample, candidate: Sample, alpha: number): Interval {
  const limit = -Math.log(errorRate("alpha", alpha));
  const centre = (candidate.n === 0 ? 0.5 : candidate.sum / candidate.n) - (control.n === 0 ? 0.5 : control.sum / control.n);
  const excluded = (difference: number) => logDifferenceEvidence(control, candidate, difference) >= limit;
  return [edge(centre, -1, excluded), edge(centre, 1, excluded)];
}

/** Where `excluded` begins on the way from `inside` to `end`; `end` where it never does. */
function edge(inside: number, end: number, excluded: (difference: number) => boolean): number {
  if (!excluded(end * (1 - 1e-12))) return end;
  let [near, far] = [inside, end];
  for (let step = 0; step < halvings; step += 1) {
    const middle = (near + far) / 2;
    if (excluded(middle)) far = middle;
    else near = middle;
  }
  return far;
}

/**
 * Logarithm of the evidence that subjects were not split as meant, which may be looked at after every one (Lindon & Malek, "Anytime-valid
 * inference for multinomial count data", 2022, for two arms and a uniform prior).
 * @param share What the second arm was meant to get, between 0 and 1.
 */
export function logSplitEvidence([first, second]: readonly [first: number, second: number], share: number): number {
  return logMeanEvidence({ n: first + second, sum: second }, errorRate("share", share));
}
