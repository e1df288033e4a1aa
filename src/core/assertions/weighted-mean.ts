/** The weighted mean of scores from 0 to 1; 1 when none counts. What waits for a person is left out. */
export function weightedMean(checks: readonly { readonly score: number; readonly weight: number; readonly pending?: boolean | undefined }[]): number {
  const known = checks.filter(({ pending }) => pending !== true);
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  // Rounding may carry a mean of ones a hair above one.
  return total === 0 ? 1 : Math.min(1, known.reduce((sum, { weight, score }) => sum + weight * score, 0) / total);
}
