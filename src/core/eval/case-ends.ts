import type { CaseResult } from "./case-result.ts";
import { plannedRuns, type EvaluationPlan } from "./evaluation-plan.ts";
import type { EvidenceCase } from "./evidence.ts";
import { reduceCase } from "./reduce-case.ts";

/** Tells of results in whatever order they come when a case has all its epochs. Only unfinished cases are kept. */
export class CaseEnds {
  readonly #runs;
  readonly #open = new Map<number, Map<number, CaseResult>>();

  constructor(plan: EvaluationPlan) {
    this.#runs = plannedRuns(plan).filter(({ suite }) => suite.selected > 0);
  }

  /** What the case came to, when this was the last result it needed. */
  add(result: CaseResult): EvidenceCase | undefined {
    const run = this.#runs.findLast(({ start }) => start <= result.index);
    if (run === undefined) throw new Error(`result ${result.index} is not in the plan`);
    const { suite, start } = run;
    const first = result.index - ((result.index - start) % suite.epochs);
    const epochs = this.#open.get(first) ?? new Map<number, CaseResult>();
    this.#open.set(first, epochs.set(result.epoch, result));
    if (epochs.size < suite.epochs) return undefined;
    this.#open.delete(first);
    return reduceCase(
      [...epochs.values()].sort((a, b) => a.epoch - b.epoch),
      suite,
    );
  }
}
