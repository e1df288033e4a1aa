import { BettingEProcess, type Bet } from "./betting-e-process.ts";

/** Bets of several sizes; they share the stake evenly. */
export const usualBets = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75] as const;

/**
 * Evidence that the mean of differences in [−1, 1] is above 0, one difference after the other: the mean, over bets λ, of
 * Π(1 + λ·(x − ½)) with x = (d + 1)/2 (Waudby-Smith & Ramdas, J. R. Stat. Soc. B 86, 2024). It may be looked at after every difference:
 * that it ever reaches 1/α has a probability of at most α.
 */
export class MixtureEProcess {
  readonly #process: BettingEProcess;

  /** @throws RangeError for a bet that could lose more than its stake. */
  constructor(bets: readonly number[] = usualBets) {
    const odd = bets.find((bet) => !(bet > 0 && bet < 2));
    if (odd !== undefined || bets.length === 0) throw new RangeError(`a bet is between 0 and 2, not ${odd}`);
    this.#process = new BettingEProcess(sharesOf(bets));
  }

  /** @throws RangeError when the difference is outside [−1, 1]. */
  add(difference: number): void {
    if (!(difference >= -1 && difference <= 1)) throw new RangeError(`a difference of scores is between -1 and 1, not ${difference}`);
    this.#process.add(difference);
  }

  /** Infinity where it is more than a number can hold. */
  get value(): number {
    return Math.exp(this.#process.log);
  }
}

/** The same bets as shares of the stake on the difference itself: λ·(x − ½) is λ/2·d. */
export function sharesOf(bets: readonly number[]): Bet[] {
  return bets.map((bet) => ({ share: bet / 2, weight: 1 / bets.length }));
}
