import { nearest } from "../errors/nearest.ts";
import type { EvalCase } from "../model/suite.ts";
import { isCalled } from "./is-called.ts";
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
 * Chooses cases by what they are called (`isCalled`), by pattern of id or suite/id, and by tag; one of each is enough. It
 * remembers which values never matched.
 */
export class CaseFilter {
  readonly #values: Required<FilterValues>;
  readonly #seen: { readonly case: Set<string>; readonly tag: Set<string> } = { case: new Set(), tag: new Set() };
  readonly #called = new Set<string>();
  readonly #found = new Set<CasePattern>();

  constructor({ cases, tags, patterns = [] }: FilterValues) {
    this.#values = { cases, tags, patterns };
  }

  /** @param prompt Its label. */
  matches({ id, suite, tags, prompt = "" }: Pick<EvalCase, "id" | "suite" | "tags"> & { readonly prompt?: string }): boolean {
    const { cases, tags: wanted, patterns } = this.#values;
    const names = [id, `${suite}/${id}`];
    if (cases.length > 0 || patterns.length > 0) for (const name of names) this.#seen.case.add(name);
    const called = cases.filter((each) => isCalled({ prompt, suite, case: id }, each));
    for (const each of called) this.#called.add(each);
    if (wanted.length > 0) for (const tag of tags) this.#seen.tag.add(tag);
    return (
      (cases.length === 0 || called.length > 0) &&
      (wanted.length === 0 || wanted.some((tag) => tags.includes(tag))) &&
      (patterns.length === 0 || this.#fits(names))
    );
  }

  unmatched(): Unmatched[] {
    const { cases, tags, patterns } = this.#values;
    const missed = patterns.filter((pattern) => !this.#found.has(pattern)).map(({ text }) => text);
    return [
      ...cases.filter((value) => !this.#called.has(value)).map((value) => unmatched("case", value, this.#seen.case)),
      ...tags.filter((value) => !this.#seen.tag.has(value)).map((value) => unmatched("tag", value, this.#seen.tag)),
      ...missed.map((value) => unmatched("filter", value, this.#seen.case)),
    ];
  }

  /** Every pattern is tried: each must be known to have matched something. */
  #fits(names: readonly string[]): boolean {
    const fitting = this.#values.patterns.filter(({ matches }) => names.some(matches));
    for (const pattern of fitting) this.#found.add(pattern);
    return fitting.length > 0;
  }
}

function unmatched(flag: Unmatched["flag"], value: string, seen: ReadonlySet<string>): Unmatched {
  // A name as a report has it, of another state or model of the prompt.
  const ownName = value.slice(value.lastIndexOf(" ") + 1);
  return { flag, value, nearest: seen.has(ownName) ? ownName : nearest(value, seen) };
}
