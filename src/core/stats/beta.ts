import { findRoot } from "./find-root.ts";
import { logGamma } from "./log-gamma.ts";

/**
 * I_x(a, b), the distribution function of Beta(a, b) at x: Lentz' evaluation of the continued fraction DLMF 8.17.22.
 * @throws RangeError when x is outside [0, 1] or a, b are not positive.
 */
export function regularizedIncompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`x must be between 0 and 1, not ${x}`);
  if (!(a > 0 && b > 0 && a < Infinity && b < Infinity)) throw new RangeError(`a and b must be positive, not ${a} and ${b}`);
  if (x === 0 || x === 1) return x;
  // The fraction converges fast below the mean; above it the mirrored one does.
  const mirrored = x > (a + 1) / (a + b + 2);
  const value = mirrored ? 1 - belowMean(1 - x, b, a) : belowMean(x, a, b);
  return Math.min(1, Math.max(0, value));
}

/**
 * The x with I_x(a, b) = p.
 * @throws RangeError when p is outside [0, 1] or a, b are not positive.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is between 0 and 1, not ${p}`);
  if (p === 0 || p === 1) return p;
  return findRoot((x) => regularizedIncompleteBeta(x, a, b) - p, 0, 1);
}

function belowMean(x: number, a: number, b: number): number {
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return (front * continuedFraction(x, a, b)) / a;
}

function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return result;
}
