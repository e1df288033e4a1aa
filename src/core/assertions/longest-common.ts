/** How many items two lists have in common in the same order, others between them. Takes as many steps as there are pairs. */
export function longestCommon(a: readonly string[], b: readonly string[]): number {
  let before = new Uint32Array(b.length + 1);
  for (const item of a) {
    const now = new Uint32Array(b.length + 1);
    for (const [at, other] of b.entries()) now[at + 1] = item === other ? (before[at] ?? 0) + 1 : Math.max(before[at + 1] ?? 0, now[at] ?? 0);
    before = now;
  }
  return before[b.length] ?? 0;
}
