import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import { FoldedResults } from "./fold-results.ts";

/** So many results wait at most for one before them, and so many characters of their answers. */
const most = { results: 512, characters: 2_000_000 };

/**
 * Folds the results of a new evaluation that runs every case as they come, so that nobody has to read them again: those that come early wait until it is their
 * turn. Where too many would have to wait it gives up, for memory must not grow with the answers.
 */
export class FoldInTurn {
  readonly #waiting = new Map<number, CaseResult>();
  #folded: FoldedResults | undefined;
  #next = 0;
  #characters = 0;

  constructor(plan: EvaluationPlan) {
    this.#folded = new FoldedResults(plan);
  }

  /** @param result Of a task that had none yet. */
  add(result: CaseResult): void {
    if (this.#folded === undefined) return;
    this.#waiting.set(result.index, result);
    this.#characters += lengthOf(result);
    this.#foldThoseWhoseTurnItIs(this.#folded);
    if (this.#waiting.size <= most.results && this.#characters <= most.characters) return;
    this.#waiting.clear();
    this.#folded = undefined;
  }

  /** What all that came add up to; undefined when it gave up. */
  end(): FoldedResults | undefined {
    const left = [...this.#waiting.values()].sort((a, b) => a.index - b.index);
    this.#waiting.clear();
    for (const result of left) this.#folded?.add(result);
    return this.#folded;
  }

  #foldThoseWhoseTurnItIs(folded: FoldedResults): void {
    for (;;) {
      const result = this.#waiting.get(this.#next);
      if (result === undefined) return;
      this.#waiting.delete(this.#next);
      this.#characters -= lengthOf(result);
      folded.add(result);
      this.#next += 1;
    }
  }
}

function lengthOf({ output = "" }: CaseResult): number {
  return output.length;
}
