import type { Comparison } from "../gates/comparison.ts";

/**
 * Bounds lean on the normal distribution and the tests are exact, so near 0 a bound may leave it out where the test does not.
 * Such a bound is moved to 0: wider, so it still holds with its confidence, and it claims no more than the test does.
 * @param p One-sided, corrected for how many comparisons are made at once. @param alpha What they are held to.
 */
export function agreeingBounds(
  { lower, upper }: Pick<Comparison, "lower" | "upper">,
  p: { readonly better: number; readonly worse: number },
  alpha: number,
): { readonly lower: number; readonly upper: number } {
  return { lower: p.better > alpha ? Math.min(0, lower) : lower, upper: p.worse > alpha ? Math.max(0, upper) : upper };
}
