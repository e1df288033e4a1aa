import { regularizedIncompleteBeta } from "./beta.ts";
import { count } from "./check.ts";
import { logGamma } from "./log-gamma.ts";
import type { Discordance } from "./mcnemar.ts";

export interface EValue {
  /** Evidence against "gains and losses are equally likely", for more gains. */
  readonly oneSided: number;
  /** For either. */
  readonly twoSided: number;
}

/**
 * The evidence in gains and losses as an e-value: the chance of just these under a uniform mixture of what gains' share may be (Beta(1,1);
 * one-sided: on ½…1), over their chance under ½. It may be looked at after every pair: that it ever reaches 1/α has a probability of at
 * most α (Ville's inequality; Ramdas et al., Stat. Sci. 38, 2023).
 * @throws RangeError when a count is negative.
 */
export function signEProcess({ gained, lost }: Discordance): EValue {
  count("gained", gained);
  count("lost", lost);
  const logMixture = logGamma(gained + 1) + logGamma(lost + 1) - logGamma(gained + lost + 2);
  const twoSided = Math.exp((gained + lost) * Math.LN2 + logMixture);
  return { twoSided, oneSided: 2 * twoSided * regularizedIncompleteBeta(0.5, lost + 1, gained + 1) };
}
