import type { CaseResult } from "../../core/eval/case-result.ts";
import { isTrouble, statuses } from "./statuses.ts";

/**
 * The worst of the cases that failed or ended in an error, each once with its worst epoch. Results are fed in test order, where
 * a case's epochs stand together; so it holds few of them, however many there are.
 */
export class WorstCases {
  readonly #most: number;
  readonly #worst: CaseResult[] = [];
  #open: CaseResult | undefined;
  count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(result: CaseResult): void {
    if (!isTrouble(result.status)) return;
    if (this.#open !== undefined && isSameCase(this.#open, result)) {
      if (byWorst(result, this.#open) < 0) this.#open = result;
      return;
    }
    this.#close();
    this.#open = result;
    this.count += 1;
  }

  /** The worst one first. */
  first(): readonly CaseResult[] {
    this.#close();
    return this.#worst;
  }

  #close(): void {
    if (this.#open === undefined) return;
    this.#worst.push(this.#open);
    this.#worst.sort(byWorst);
    this.#worst.splice(this.#most);
    this.#open = undefined;
  }
}

function isSameCase(a: CaseResult, b: CaseResult): boolean {
  return a.prompt === b.prompt && a.suite === b.suite && a.case === b.case;
}

/** Cases that must pass before others, failures before errors, low scores before high ones. */
function byWorst(a: CaseResult, b: CaseResult): number {
  const must = ({ must_pass, checks }: CaseResult) => must_pass === true || checks.some((check) => check.must_pass === true && !check.pass);
  return Number(must(b)) - Number(must(a)) || statuses[a.status].rank - statuses[b.status].rank || a.score - b.score || a.index - b.index;
}
