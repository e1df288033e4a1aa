import { nearest } from "../errors/nearest.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { CaseFilter } from "./case-filter.ts";
import type { EvidenceCase } from "./evidence.ts";

export interface CompareFilter {
  readonly suites: readonly string[];
  readonly cases: readonly string[];
  readonly tags: readonly string[];
}

/** The cases of every side that the filters leave. @throws PromptopsError `nothing-matches` for a filter that no side has a case for. */
export function filterCases(sides: readonly (readonly EvidenceCase[])[], { suites, cases, tags }: CompareFilter): EvidenceCase[][] {
  // Nothing was evaluated, because all sides are the same; then the names were looked at before.
  if (sides.every(({ length }) => length === 0)) return sides.map(() => []);
  const all = new Set(sides.flat().map(({ suite }) => suite));
  const unknown = suites.find((suite) => !all.has(suite));
  if (unknown !== undefined) throw unmatched("suite", unknown, nearest(unknown, all));
  const filter = new CaseFilter({ cases, tags });
  const left = sides.map((side) =>
    side.filter((each) => (suites.length === 0 || suites.includes(each.suite)) && filter.matches({ id: each.case, suite: each.suite, tags: each.tags ?? [] })),
  );
  const [first] = filter.unmatched();
  if (first !== undefined) throw unmatched(first.flag, first.value, first.nearest);
  if (left.every(({ length }) => length === 0)) throw new PromptopsError("nothing-matches", "No case is left: no case matches all of these filters together.");
  return left;
}

function unmatched(flag: "suite" | "case" | "tag" | "filter", value: string, near: string | undefined): PromptopsError {
  const what = { suite: "is of the suite", case: "has the id", tag: "has the tag", filter: "has an id that fits" }[flag];
  return new PromptopsError("nothing-matches", `No case ${what} "${value}".`, {
    where: `--${flag}`,
    ...(near === undefined ? {} : { hint: `Did you mean \`--${flag} ${near}\`?` }),
  });
}
