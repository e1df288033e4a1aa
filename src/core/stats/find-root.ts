/**
 * Where a monotone function changes its sign between `low` and `high`, to the last bit: plain bisection, which no
 * shape of function can lead astray. The caller makes sure that the signs differ; else the end nearer to zero comes back.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  const rising = f(high) >= f(low);
  let [a, b] = [low, high];
  for (;;) {
    const middle = a + (b - a) / 2;
    if (middle <= a || middle >= b) return middle;
    if (f(middle) < 0 === rising) a = middle;
    else b = middle;
  }
}
