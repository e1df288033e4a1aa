import type { CaseResult } from "../../core/eval/case-result.ts";

/** One result that stands out, and by how much. */
export interface Outlier {
  readonly result: CaseResult;
  readonly value: number;
}

/** So many are named. */
const most = 3;
/** Stands out: so many times the mean. */
const times = 3;
/** Fewer results have no usual value. */
const fewest = 5;

/** The results with the highest values of one kind, held while all of them stream by. */
export class Outliers {
  readonly #value: (result: CaseResult) => number | undefined;
  readonly #least: number;
  #sum = 0;
  #count = 0;
  readonly #top: Outlier[] = [];

  /** @param least Less than this never stands out. */
  constructor(value: (result: CaseResult) => number | undefined, least: number) {
    this.#value = value;
    this.#least = least;
  }

  add(result: CaseResult): void {
    const value = this.#value(result);
    if (value === undefined) return;
    this.#sum += value;
    this.#count += 1;
    if (value < this.#least || value <= (this.#top[most - 1]?.value ?? -1)) return;
    this.#top.push({ result, value });
    this.#top.sort((a, b) => b.value - a.value || a.result.index - b.result.index);
    this.#top.splice(most);
  }

  /** Those that are far above the mean, the highest first. */
  found(): Outlier[] {
    if (this.#count < fewest) return [];
    return this.#top.filter(({ value }) => value >= (times * this.#sum) / this.#count);
  }
}
