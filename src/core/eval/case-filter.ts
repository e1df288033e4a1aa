import { writtenId } from "../cases/written-id.ts";
import { nearest } from "../errors/nearest.ts";
import type { EvalCase } from "../model/suite.ts";
import type { CasePattern } from "./case-pattern.ts";

export interface FilterValues {
  readonly cases: readonly string[];
  readonly tags: readonly string[];
  /** Of ids. */
  readonly patterns?: readonly CasePattern[];
}

/** A filter value that nothing matched, and what was probably meant. */
export interface Unmatched {
  readonly flag: "case" | "tag" | "filter";
  readonly value: string;
  readonly nearest: string | undefined;
}

/**
 * Chooses cases by id (`late-fee`, or `main/late-fee` with the suite; `lengths` for all that its matrix makes), by pattern of either id, and by
 * tag; one of each is enough. It remembers which values never matched.
 */
export class CaseFilter {
  readonly #values: Required<FilterValues>;
  readonly #seen: { readonly case: Set<string>; readonly tag: Set<string> } = { case: new Set(), tag: new Set() };
  readonly #found = new Set<CasePattern>();

  constructor({ cases, tags, patterns = [] }: FilterValues) {
    this.#values = { cases, tags, patterns };
  }

  matches({ id, suite, tags }: Pick<EvalCase, "id" | "suite" | "tags">): boolean {
    const { cases, tags: wanted, patterns } = this.#values;
    const names = [id, `${suite}/${id}`];
    const called = cases.length > 0 ? [...new Set([...names, writtenId(id), `${suite}/${writtenId(id)}`])] : names;
    if (cases.length > 0 || patterns.length > 0) for (const name of called) this.#seen.case.add(name);
    if (wanted.length > 0) for (const tag of tags) this.#seen.tag.add(tag);
    return (
      (cases.length === 0 || called.some((name) => cases.includes(name))) &&
      (wanted.length === 0 || wanted.some((tag) => tags.includes(tag))) &&
      (patterns.length === 0 || this.#fits(names))
    );
  }

  unmatched(): Unmatched[] {
    const { cases, tags, patterns } = this.#values;
    const missed = patterns.filter((pattern) => !this.#found.has(pattern)).map(({ text }) => text);
    return [...this.#missing("case", cases), ...this.#missing("tag", tags), ...missed.map((value) => unmatched("filter", value, this.#seen.case))];
  }

  /** Every pattern is tried: each must be known to have matched something. */
  #fits(names: readonly string[]): boolean {
    const fitting = this.#values.patterns.filter(({ matches }) => names.some(matches));
    for (const pattern of fitting) this.#found.add(pattern);
    return fitting.length > 0;
  }

  #missing(flag: "case" | "tag", values: readonly string[]): Unmatched[] {
    const seen = this.#seen[flag];
    return values.filter((value) => !seen.has(value)).map((value) => unmatched(flag, value, seen));
  }
}

function unmatched(flag: Unmatched["flag"], value: string, seen: ReadonlySet<string>): Unmatched {
  return { flag, value, nearest: nearest(value, seen) };
}
