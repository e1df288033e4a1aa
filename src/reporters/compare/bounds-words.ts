import { percent } from "../../core/gates/words.ts";
import type { CompareResult, SideComparison } from "../../core/results/compare.ts";

/** How sure `between` is, of comparisons, and of a single one why its score may look less sure than its verdict; undefined where none has bounds. */
export function boundsWords(
  { alpha, metric }: Pick<CompareResult, "alpha" | "metric">,
  comparisons: readonly Pick<SideComparison, "verdict" | "measures" | "test">[],
): string | undefined {
  const [level] = comparisons.flatMap(({ test, measures }) => test?.confidence ?? measures.flatMap(({ confidence }) => confidence ?? []).slice(0, 1));
  if (level === undefined) return undefined;
  const [only] = comparisons.length === 1 ? comparisons : [];
  const wide = only !== undefined && metric === "pass" && isLessSure(only);
  return `${levelWords(alpha, level)}${wide ? "; the verdict counts passed cases, and bounds of scores, which hold however scores are spread, are wider where cases are few" : ""}`;
}

/** Do the passes tell of a difference, and the bounds of the scores leave open whether there is one? */
function isLessSure({ verdict, measures }: Pick<SideComparison, "verdict" | "measures">): boolean {
  const score = measures.find(({ name }) => name === "score");
  if (score?.lower === undefined || score.upper === undefined) return false;
  return (verdict === "better" && score.lower <= 0) || (verdict === "worse" && score.upper >= 0);
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
