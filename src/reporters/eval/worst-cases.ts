import type { CaseResult } from "../../core/eval/case-result.ts";
import { isTrouble, statuses } from "./statuses.ts";
import type { ToldCase } from "./told-cases.ts";

/** The worst of the cases that failed or ended in an error; it holds few of them, however many there are. */
export class WorstCases {
  readonly #most: number;
  readonly #worst: ToldCase[] = [];
  count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(told: ToldCase): void {
    if (!told.finished || !isTrouble(told.result.status)) return;
    this.count += 1;
    this.#worst.push(told);
    this.#worst.sort((a, b) => byWorst(a.result, b.result));
    this.#worst.splice(this.#most);
  }

  /** The worst one first. */
  first(): readonly ToldCase[] {
    return this.#worst;
  }
}

/** Cases that must pass before others, failures before errors, low scores before high ones. */
function byWorst(a: CaseResult, b: CaseResult): number {
  const must = ({ must_pass, checks }: CaseResult) => must_pass === true || checks.some((check) => check.must_pass === true && !check.pass);
  return Number(must(b)) - Number(must(a)) || statuses[a.status].rank - statuses[b.status].rank || a.score - b.score || a.index - b.index;
}
