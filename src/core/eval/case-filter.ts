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

/** Chooses cases by id and by tag (one of each is enough), and remembers which values never matched. */
export class CaseFilter {
  readonly #values: FilterValues;
  readonly #seen: { readonly case: Set<string>; readonly tag: Set<string> } = { case: new Set(), tag: new Set() };

  constructor(values: FilterValues) {
    this.#values = values;
  }

  matches({ id, tags }: Pick<EvalCase, "id" | "tags">): boolean {
    const { cases, tags: wanted } = this.#values;
    if (cases.length > 0) this.#seen.case.add(id);
    if (wanted.length > 0) for (const tag of tags) this.#seen.tag.add(tag);
    return (cases.length === 0 || cases.includes(id)) && (wanted.length === 0 || wanted.some((tag) => tags.includes(tag)));
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
