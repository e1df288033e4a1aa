import { betaQuantile, regularizedIncompleteBeta } from "./beta.ts";

/**
 * P(T ≤ t) with `df` degrees of freedom.
 * @throws RangeError when t is not a number or df not positive.
 */
export function tCdf(t: number, df: number): number {
  if (Number.isNaN(t)) throw new RangeError("tCdf needs a number");
  if (!(df > 0 && df < Infinity)) throw new RangeError(`degrees of freedom must be positive, not ${df}`);
  const square = t * t;
  if (square === Infinity) return t < 0 ? 0 : 1;
  // Two forms of one tail: each keeps its digits where the other would cancel.
  const tail =
    square < df ? 0.5 - 0.5 * regularizedIncompleteBeta(square / (df + square), 0.5, df / 2) : 0.5 * regularizedIncompleteBeta(df / (df + square), df / 2, 0.5);
  return t < 0 ? tail : 1 - tail;
}

/**
 * The t with P(T ≤ t) = p; ±Infinity at 1 and 0.
 * @throws RangeError when p is outside [0, 1] or df not positive.
 */
export function tQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is between 0 and 1, not ${p}`);
  if (!(df > 0 && df < Infinity)) throw new RangeError(`degrees of freedom must be positive, not ${df}`);
  if (p === 0.5) return 0;
  if (p > 0.5) return -tQuantile(1 - p, df);
  if (p === 0) return -Infinity;
  const near = betaQuantile(1 - 2 * p, 0.5, df / 2);
  if (near < 0.5) return -Math.sqrt((df * near) / (1 - near));
  const far = betaQuantile(2 * p, df / 2, 0.5);
  return far === 0 ? -Infinity : -Math.sqrt((df * (1 - far)) / far);
}
