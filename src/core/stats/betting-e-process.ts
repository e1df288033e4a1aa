/** A part of the stake that is bet on the next value, and how much of the whole stake is bet that way. */
export interface Bet {
  /** Between 0 and 1. */
  readonly share: number;
  /** All weights together are 1. */
  readonly weight: number;
}

/** Standard deviations that a twentieth of all lives lies beyond. */
const luck = 1.645;

/**
 * Evidence against "values are 0 or less, on average", one value after the other, none of them below −1: the weighted mean, over bets,
 * of Π(1 + share·value) (Waudby-Smith & Ramdas, "Estimating means of bounded random variables by betting", J. R. Stat. Soc. B 86,
 * 2024). Under that null no bet can win, on average, whatever came before; so it may be looked at after every value: that it ever
 * reaches 1/α has a probability of at most α (Ville's inequality). Kept as logarithms.
 */
export class BettingEProcess {
  readonly #bets: readonly Bet[];
  readonly #logs: number[];
  readonly #squares: number[];
  #values = 0;

  /** @throws RangeError for a bet that could lose all of its stake, or none. */
  constructor(bets: readonly Bet[]) {
    const odd = bets.find(({ share }) => !(share > 0 && share < 1));
    if (odd !== undefined || bets.length === 0) throw new RangeError(`a bet is a share between 0 and 1, not ${odd?.share}`);
    this.#bets = bets;
    this.#logs = bets.map(() => 0);
    this.#squares = bets.map(() => 0);
  }

  /** @throws RangeError when the value is below −1. */
  add(value: number): void {
    if (!(value >= -1)) throw new RangeError(`a value is -1 or more, not ${value}`);
    this.#values += 1;
    for (const [at, { share }] of this.#bets.entries()) {
      const log = Math.log1p(share * value);
      this.#logs[at] = (this.#logs[at] ?? 0) + log;
      this.#squares[at] = (this.#squares[at] ?? 0) + log * log;
    }
  }

  /** Natural logarithm of the evidence. */
  get log(): number {
    return this.#logAfter(1);
  }

  /** How many values it takes in all to bring the logarithm to `enough`, if they go on as they went; undefined when they never do. */
  valuesNeeded(enough: number): number | undefined {
    const best = Math.max(...this.#logs);
    if (this.#values === 0 || best <= 0) return undefined;
    // The best bet alone gets there by then, whatever its weight.
    let [tooFew, sure] = [0, 1];
    while (this.#logAfter(sure) < enough) {
      if (sure > 1e6) return undefined;
      [tooFew, sure] = [sure, sure * 2];
    }
    while ((sure - tooFew) * this.#values > 0.5) {
      const middle = (tooFew + sure) / 2;
      if (this.#logAfter(middle) < enough) tooFew = middle;
      else sure = middle;
    }
    return Math.ceil(sure * this.#values - 0.5);
  }

  /** The logarithm after so many times as many values of the same kind. */
  #logAfter(times: number): number {
    const logs = this.#bets.map(({ weight }, at) => Math.log(weight) + times * (this.#logs[at] ?? 0));
    const highest = Math.max(...logs);
    return highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0));
  }

  /**
   * How much `rest` further values would add to the logarithm, seen with hope: at the rates so far and one value of `most` beside them, by
   * the bet that does best, and with the luck that one of twenty has. Never below 0.
   */
  hope(rest: number, most: number): number {
    const n = this.#values + 1;
    const hopes = this.#bets.map(({ share }, at) => {
      const log = Math.log1p(share * most);
      const mean = ((this.#logs[at] ?? 0) + log) / n;
      const variance = Math.max(0, ((this.#squares[at] ?? 0) + log * log) / n - mean * mean);
      return rest * mean + luck * Math.sqrt(rest * variance);
    });
    return Math.max(0, ...hopes);
  }
}
