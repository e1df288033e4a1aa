import { regularizedIncompleteBeta } from "./beta.ts";
import { count, errorRate } from "./check.ts";
import { logGamma } from "./log-gamma.ts";
import { normalQuantile } from "./normal.ts";

/** What became of pairs: `gained` failed before and pass now, `lost` the reverse. */
export interface Discordance {
  readonly gained: number;
  readonly lost: number;
}

export interface McNemarTest {
  /** P of as many gains or more, if gains and losses were equally likely: small = better. */
  readonly oneSided: number;
  readonly twoSided: number;
  readonly midPTwoSided: number;
}

/**
 * McNemar's test (Psychometrika 12, 1947), exact: gains are Binomial(gained + lost, 1/2). Without a discordant pair every p is 1.
 * The mid-p version: Fagerland, Lydersen & Laake, BMC Med. Res. Methodol. 13, 2013.
 * @throws RangeError when a count is negative or no whole number.
 */
export function mcnemarExact({ gained, lost }: Discordance): McNemarTest {
  for (const [name, value] of [
    ["gained", gained],
    ["lost", lost],
  ] as const) {
    if (!Number.isInteger(count(name, value))) throw new RangeError(`${name} must be a whole number, not ${value}`);
  }
  const n = gained + lost;
  const smallerTail = upperTail(Math.max(gained, lost), n);
  const twoSided = Math.min(1, 2 * smallerTail);
  const midP = gained === lost ? 1 : 2 * smallerTail - probability(gained, n);
  return { oneSided: upperTail(gained, n), twoSided, midPTwoSided: Math.min(1, Math.max(0, midP)) };
}

export interface McNemarPlan {
  /** Expected share of pairs that gain, and that lose. */
  readonly pGained: number;
  readonly pLost: number;
  readonly alpha: number;
  readonly power: number;
  readonly sides: 1 | 2;
}

/**
 * How many pairs McNemar's test needs, not rounded: Connor, Biometrics 43, 1987. Infinity when gains and losses are equally likely.
 * @throws RangeError when the shares are no probabilities, or alpha or power are not between 0 and 1.
 */
export function mcnemarSampleSize({ pGained, pLost, alpha, power, sides }: McNemarPlan): number {
  const discordant = count("pGained", pGained) + count("pLost", pLost);
  if (discordant > 1) throw new RangeError(`the shares of gains and losses add up to ${discordant}`);
  const difference = pGained - pLost;
  if (difference === 0) return Infinity;
  const zAlpha = normalQuantile(1 - errorRate("alpha", alpha) / sides);
  const zBeta = normalQuantile(errorRate("power", power));
  return Math.max(0, zAlpha * Math.sqrt(discordant) + zBeta * Math.sqrt(Math.max(0, discordant - difference ** 2))) ** 2 / difference ** 2;
}

/** P(X ≥ k), X ~ Binomial(n, 1/2). Up to 45 tosses whole-number arithmetic is exact. */
function upperTail(k: number, n: number): number {
  if (k === 0) return 1;
  if (n > 45) return regularizedIncompleteBeta(0.5, k, n - k + 1);
  let [ways, reached] = [1, 1];
  for (let heads = n; heads > k; heads--) reached += ways = (ways * heads) / (n - heads + 1);
  return reached / 2 ** n;
}

function probability(k: number, n: number): number {
  return Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) - n * Math.LN2);
}
