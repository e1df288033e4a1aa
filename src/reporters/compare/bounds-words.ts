import { percent } from "../../core/gates/words.ts";
import type { CompareResult, SideComparison } from "../../core/results/compare.ts";

/** How sure `between` is; undefined where no comparison has bounds. */
export function boundsWords({ alpha }: Pick<CompareResult, "alpha">, comparisons: readonly Pick<SideComparison, "measures" | "test">[]): string | undefined {
  const levels = comparisons.flatMap(({ test, measures }) => test?.confidence ?? measures.flatMap(({ confidence }) => confidence ?? []).slice(0, 1));
  const [level] = levels;
  if (level === undefined) return undefined;
  const together = percent(1 - alpha);
  return percent(level) === together
    ? `between: one-sided bounds, each with ${together} confidence`
    : `between: bounds that hold together with ${together} confidence, each with ${percent(level)}`;
}
