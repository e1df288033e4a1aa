import type { CaseResult } from "../../core/eval/case-result.ts";

/** So many results a sample keeps, one of each case; the rest is in the evaluation's file. */
const size = 100;

/** The first results of their kind, and how many there are in all. */
export class Sample {
  readonly first: CaseResult[] = [];
  count = 0;

  add(result: CaseResult): void {
    this.count += 1;
    if (this.first.length < size) this.first.push(result);
  }
}
