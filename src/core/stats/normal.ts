const logRootTwoPi = 0.5 * Math.log(2 * Math.PI);

/** The standard normal density. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x - logRootTwoPi);
}

/**
 * P(Z ≤ x): Marsaglia's series near the middle (J. Stat. Software 11(4), 2004), Laplace's continued fraction in the tails.
 * @throws RangeError when x is not a number.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError("normalCdf needs a number");
  if (x > 0) return 1 - lowerTail(-x);
  return lowerTail(x);
}

/**
 * The x with P(Z ≤ x) = p; ±Infinity at 1 and 0. Starts from Abramowitz & Stegun 26.2.23, refined by Halley's steps.
 * @throws RangeError when p is outside [0, 1].
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is between 0 and 1, not ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  const t = Math.sqrt(-2 * Math.log(p));
  let x = (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3) - t;
  for (let step = 0; step < 4; step++) {
    const ratio = (lowerTail(Math.min(0, x)) - p) / normalDensity(x);
    x -= ratio / (1 + (x * ratio) / 2);
  }
  return Math.min(0, x) + 0;
}

function lowerTail(x: number): number {
  const z = -x;
  if (z > 38.6) return 0;
  return z < 3 ? 0.5 - normalDensity(z) * series(z) : normalDensity(z) * tailFraction(z);
}

/** z + z³/3 + z⁵/(3·5) + … */
function series(z: number): number {
  let [term, sum] = [z, z];
  for (let k = 3; Math.abs(term) > sum * 1e-18 && k < 500; k += 2) sum += term *= (z * z) / k;
  return sum;
}

/** 1/(z + 1/(z + 2/(z + 3/(z + …)))), from the inside out. */
function tailFraction(z: number): number {
  let inner = z;
  for (let k = 200; k >= 1; k--) inner = z + k / inner;
  return 1 / inner;
}
