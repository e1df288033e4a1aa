import type { UseOutcome } from "../ledger/outcome-record.ts";

/** Of each unit what a metric said of it first, whatever order they come in; of two at once the worse one. By unit; of those that it says anything of. */
export function firstValues(outcomes: Iterable<UseOutcome>, metric: string): number[] {
  const first = new Map<string, { readonly at: string; readonly value: number }>();
  for (const { unit, at, values } of outcomes) {
    const value = Object.hasOwn(values, metric) ? values[metric] : undefined;
    const before = first.get(unit);
    if (value === undefined) continue;
    if (before === undefined || at < before.at || (at === before.at && value < before.value)) first.set(unit, { at, value });
  }
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { value }]) => value);
}
