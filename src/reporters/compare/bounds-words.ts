import { percent } from "../../core/gates/words.ts";
import type { CompareResult, SideComparison } from "../../core/results/compare.ts";

/** How sure `between` is, of comparisons; undefined where none has bounds. */
export function boundsWords({ alpha }: Pick<CompareResult, "alpha">, comparisons: readonly Pick<SideComparison, "measures" | "test">[]): string | undefined {
  const [level] = comparisons.flatMap(({ test, measures }) => test?.confidence ?? measures.flatMap(({ confidence }) => confidence ?? []).slice(0, 1));
  return level === undefined ? undefined : levelWords(alpha, level);
}

/** How sure `between` is, of the parts of a comparison. */
export function partBoundsWords({ alpha }: Pick<CompareResult, "alpha">, { parts }: Pick<SideComparison, "parts">): string | undefined {
  return parts[0] === undefined ? undefined : levelWords(alpha, parts[0].confidence);
}

function levelWords(alpha: number, level: number): string {
  const together = percent(1 - alpha);
  return percent(level) === together
    ? `between: one-sided bounds, each with ${together} confidence`
    : `between: bounds that hold together with ${together} confidence, each with ${percent(level)}`;
}
