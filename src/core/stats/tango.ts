import { confidenceLevel, count, errorRate, type Interval } from "./check.ts";
import { findRoot } from "./find-root.ts";
import type { Discordance } from "./mcnemar.ts";
import { normalQuantile } from "./normal.ts";

export interface PairedCounts extends Discordance {
  /** All pairs, the concordant ones included. */
  readonly n: number;
}

/**
 * Tango's score interval for the difference of two paired proportions, (gained − lost) / n: Statistics in Medicine 17, 1998,
 * 891–908. It keeps its width when no pair is discordant. No pair says nothing: [−1, 1].
 * @throws RangeError when counts are negative, gained + lost > n, or the confidence is not between 0 and 1.
 */
export function tangoInterval(counts: PairedCounts, confidence: number): Interval {
  const tail = (1 - confidenceLevel(confidence)) / 2;
  return [tangoLowerBound(counts, tail), tangoUpperBound(counts, tail)];
}

/** The difference that is exceeded with confidence 1 − alpha (one-sided). */
export function tangoLowerBound(counts: PairedCounts, alpha: number): number {
  const { gained, lost, n } = checked(counts);
  if (errorRate("alpha", alpha) > 0.5) throw new RangeError(`a bound needs an alpha of at most 0.5, not ${alpha}`);
  const z = normalQuantile(1 - alpha);
  if (n === 0 || lost === n) return -1;
  const estimate = (gained - lost) / n;
  // The score falls from +∞ at −1 to 0 at the estimate.
  return findRoot((difference) => score({ gained, lost, n }, difference) - z, -1, estimate);
}

/** The difference that is not reached with confidence 1 − alpha (one-sided). */
export function tangoUpperBound({ gained, lost, n }: PairedCounts, alpha: number): number {
  return -tangoLowerBound({ gained: lost, lost: gained, n }, alpha);
}

/**
 * The fewest pairs whose lower bound would lie above −margin if gains and losses kept their rates; undefined when no number would do.
 * @throws RangeError as above, and when the rates add up to more than 1.
 */
export function tangoSampleSize(rates: { readonly gained: number; readonly lost: number }, margin: number, alpha: number): number | undefined {
  if (rates.gained - rates.lost <= -margin) return undefined;
  const enough = (n: number) => tangoLowerBound({ gained: rates.gained * n, lost: rates.lost * n, n }, alpha) > -margin;
  let high = 1;
  while (!enough(high)) {
    high *= 2;
    if (high > 1e9) return undefined;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Tango's statistic for H0: difference = `difference`; equations (17)–(19) of the paper. */
function score({ gained, lost, n }: PairedCounts, difference: number): number {
  const distance = gained - lost - n * difference;
  const a = 2 * n;
  const b = -gained - lost + (2 * n - gained + lost) * difference;
  const c = -lost * difference * (1 - difference);
  const lostShare = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
  const variance = n * (2 * lostShare + difference * (1 - difference));
  if (variance > 0) return distance / Math.sqrt(variance);
  return distance === 0 ? 0 : Math.sign(distance) * Infinity;
}

function checked(counts: PairedCounts): PairedCounts {
  const { gained, lost, n } = counts;
  count("gained", gained);
  count("lost", lost);
  count("n", n);
  if (gained + lost > n * (1 + 1e-12)) throw new RangeError(`${gained} gained and ${lost} lost of ${n} pairs`);
  return counts;
}
