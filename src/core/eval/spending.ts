/** A ceiling of money, in billionths of a US dollar: what a call may cost is reserved before it and settled after it. */
export class Spending {
  readonly #limit: number;
  #spent: number;
  #reserved = 0;

  constructor(limit: number, spent = 0) {
    this.#limit = limit;
    this.#spent = spent;
  }

  /** False when the ceiling could be passed; nothing is reserved then. */
  reserve(estimate: number): boolean {
    if (this.#spent + this.#reserved + estimate > this.#limit) return false;
    this.#reserved += estimate;
    return true;
  }

  /** Gives a reservation back and books what was really spent. */
  settle(estimate: number, spent: number): void {
    this.#reserved -= estimate;
    this.#spent += spent;
  }
}
