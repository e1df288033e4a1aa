import type { EvidenceCase } from "./evidence.ts";
import type { CaseOrigin } from "./evidence-parts.ts";

/** A planned case that earlier evidence proved. */
export interface KnownCase {
  readonly epochs: number;
  /** Under the names that the plan has for it. */
  readonly proved: EvidenceCase;
  readonly origin: CaseOrigin;
}

/** Planned cases that need not be run. */
export class KnownCases {
  readonly #cases = new Map<number, KnownCase>();
  readonly #tasks = new Set<number>();

  /** @param index Of its first task. */
  add(index: number, known: KnownCase): void {
    this.#cases.set(index, known);
    for (let epoch = 0; epoch < known.epochs; epoch += 1) this.#tasks.add(index + epoch);
  }

  get size(): number {
    return this.#cases.size;
  }

  /** By the index of the first task of each. */
  get cases(): ReadonlyMap<number, KnownCase> {
    return this.#cases;
  }

  /** Indexes of all their tasks. */
  get tasks(): ReadonlySet<number> {
    return this.#tasks;
  }

  /** Those of which no task is among these. */
  without(indexes: ReadonlySet<number>): KnownCases {
    const some = new KnownCases();
    for (const [index, known] of this.#cases)
      if (!Array.from({ length: known.epochs }, (_, epoch) => index + epoch).some((task) => indexes.has(task))) some.add(index, known);
    return some;
  }
}
