/**
 * pass@k: how likely at least one of k tries passes, estimated without bias from n tries of which c passed: 1 − C(n−c, k) / C(n, k),
 * in the product form that does not overflow (Chen et al. 2021, https://arxiv.org/abs/2107.03374, section 2.1).
 * @param k At most n.
 */
export function passAt(n: number, c: number, k: number): number {
  if (n - c < k) return 1;
  let none = 1;
  for (let i = n - c + 1; i <= n; i += 1) none *= 1 - k / i;
  return 1 - none;
}

/**
 * pass^k: how likely all of k tries pass, estimated without bias from n tries of which c passed: C(c, k) / C(n, k)
 * (Yao et al. 2024, https://arxiv.org/abs/2406.12045, section 4).
 * @param k At most n.
 */
export function passAll(n: number, c: number, k: number): number {
  let all = 1;
  for (let i = 0; i < k; i += 1) all *= Math.max(0, c - i) / (n - i);
  return all;
}
