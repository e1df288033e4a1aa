/**
 * A ceiling of money, in whole billionths of a US dollar: what a call may cost is reserved before it and settled after it.
 * Estimates are high, so whoever finds too little left waits for calls under way to give back what they did not need.
 */
export class Spending {
  readonly #limit: number;
  #spent: number;
  #reserved = 0;
  #waiting: (() => void)[] = [];

  constructor(limit: number, spent = 0) {
    this.#limit = limit;
    this.#spent = spent;
  }

  /** False when the ceiling could be passed even after everything under way is settled; nothing is reserved then. */
  async reserve(estimate: number): Promise<boolean> {
    while (this.#spent + this.#reserved + estimate > this.#limit) {
      if (this.#reserved === 0 || this.#spent + estimate > this.#limit) return false;
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
    this.#reserved += estimate;
    return true;
  }

  /** Gives a reservation back and books what was really spent. */
  settle(estimate: number, spent: number): void {
    this.#reserved -= estimate;
    this.#spent += spent;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
