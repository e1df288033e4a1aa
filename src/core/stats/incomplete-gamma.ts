import { logGamma } from "./log-gamma.ts";

const most = 10_000;

/**
 * Q(a, x), the upper regularized incomplete gamma function: the series DLMF 8.11.4 below the mean, Lentz' evaluation of the continued
 * fraction DLMF 8.9.2 above it.
 * @throws RangeError when a is not positive, or x is negative.
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (!(a > 0 && a < Infinity && x >= 0)) throw new RangeError(`Q(a, x) needs a > 0 and x ≥ 0, not ${a} and ${x}`);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
}

function series(a: number, x: number): number {
  let [term, sum] = [1 / a, 1 / a];
  for (let n = 1; n < most && term > sum * 1e-17; n += 1) sum += term *= x / (a + n);
  return sum;
}

function fraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let result = d;
  for (let n = 1; n < most; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (Math.abs(an * d + b) < tiny ? tiny : an * d + b);
    c = Math.abs(b + an / c) < tiny ? tiny : b + an / c;
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return result;
}
