import type { UseOutcome } from "../ledger/outcome-record.ts";
import type { OutcomesRow } from "../results/outcomes-list.ts";
import { sum } from "../stats/check.ts";
import { firstValues } from "./first-values.ts";

/** What outcomes of one version say together, each unit counted once as a watch counts it; undefined when there are none. */
export function sumUpOutcomes(outcomes: readonly UseOutcome[]): Pick<OutcomesRow, "first" | "last" | "recorded" | "units" | "metrics"> | undefined {
  const [one] = outcomes;
  if (one === undefined) return undefined;
  let [first, last] = [one.at, one.at];
  for (const { at } of outcomes) [first, last] = [at < first ? at : first, at > last ? at : last];
  const names = [...new Set(outcomes.flatMap(({ values }) => Object.keys(values)))].sort((a, b) => (a < b ? -1 : 1));
  const metrics = names.map((metric) => {
    const values = firstValues(outcomes, metric);
    return { metric, units: values.length, mean: sum(values) / values.length };
  });
  return { first, last, recorded: outcomes.length, units: new Set(outcomes.map(({ unit }) => unit)).size, metrics };
}
