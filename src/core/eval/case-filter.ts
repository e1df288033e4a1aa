import { nearest } from "../errors/nearest.ts";
import type { EvalCase } from "../model/suite.ts";

export interface FilterValues {
  readonly cases: readonly string[];
  readonly tags: readonly string[];
}

/** A filter value that nothing matched, and what was probably meant. */
export interface Unmatched {
  readonly flag: "case" | "tag";
  readonly value: string;
  readonly nearest: string | undefined;
}

/** Chooses cases by id (`late-fee`, or `main/late-fee` with the suite) and by tag (one of each is enough), and remembers which values never matched. */
export class CaseFilter {
  readonly #values: FilterValues;
  readonly #seen: { readonly case: Set<string>; readonly tag: Set<string> } = { case: new Set(), tag: new Set() };

  constructor(values: FilterValues) {
    this.#values = values;
  }

  matches({ id, suite, tags }: Pick<EvalCase, "id" | "suite" | "tags">): boolean {
    const { cases, tags: wanted } = this.#values;
    const names = [id, `${suite}/${id}`];
    if (cases.length > 0) for (const name of names) this.#seen.case.add(name);
    if (wanted.length > 0) for (const tag of tags) this.#seen.tag.add(tag);
    return (cases.length === 0 || names.some((name) => cases.includes(name))) && (wanted.length === 0 || wanted.some((tag) => tags.includes(tag)));
  }

  unmatched(): Unmatched[] {
    const { cases, tags } = this.#values;
    return [...this.#missing("case", cases), ...this.#missing("tag", tags)];
  }

  #missing(flag: Unmatched["flag"], values: readonly string[]): Unmatched[] {
    const seen = this.#seen[flag];
    return values.filter((value) => !seen.has(value)).map((value) => ({ flag, value, nearest: nearest(value, seen) }));
  }
}
