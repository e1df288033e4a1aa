/**
 * Benjamini and Hochberg's step-up correction (J. R. Stat. Soc. B 57, 1995): p-values of which, held against q, at most the share q of
 * those found are expected to be found by luck; in the order given. For exploring; what must not be wrong at all uses `holm`.
 * @throws RangeError when a p lies outside [0, 1].
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const odd = ps.find((p) => !(p >= 0 && p <= 1));
  if (odd !== undefined) throw new RangeError(`a probability is between 0 and 1, not ${odd}`);
  const adjusted = ps.map(() => 1);
  let lowest = 1;
  const descending = [...ps.entries()].sort(([, a], [, b]) => b - a);
  for (const [at, [index, p]] of descending.entries()) adjusted[index] = lowest = Math.min(lowest, (ps.length / (ps.length - at)) * p);
  return adjusted;
}
