/**
 * Holm's step-down correction (Scand. J. Statistics 6, 1979): p-values that may each be held against alpha although there are
 * several, in the order given. The chance that any of them is wrong by luck stays below alpha, however they depend on each other.
 * @throws RangeError when a p lies outside [0, 1].
 */
export function holm(ps: readonly number[]): number[] {
  const odd = ps.find((p) => !(p >= 0 && p <= 1));
  if (odd !== undefined) throw new RangeError(`a probability is between 0 and 1, not ${odd}`);
  const adjusted = ps.map(() => 1);
  let highest = 0;
  const ascending = [...ps.entries()].sort(([, a], [, b]) => a - b);
  for (const [rank, [at, p]] of ascending.entries()) adjusted[at] = highest = Math.max(highest, Math.min(1, (ps.length - rank) * p));
  return adjusted;
}
