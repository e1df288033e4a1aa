/** Coefficients for g = 607/128, n = 15 (P. Godfrey, 2001). */
const coefficients = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978, 0.33994649984811888699e-4,
  0.46523628927048575665e-4, -0.98374475304879564677e-4, 0.15808870322491248884e-3, -0.21026444172410488319e-3, 0.2174396181152126432e-3,
  -0.16431810653676389022e-3, 0.84418223983852743293e-4, -0.2619083840158140867e-4, 0.36899182659531622704e-5,
] as const;

/**
 * ln Γ(x) for x > 0, about 15 digits: Lanczos' approximation (SIAM J. Numer. Anal. B 1, 1964) with Godfrey's coefficients.
 * @throws RangeError when x is not a positive finite number.
 */
export function logGamma(x: number): number {
  if (!(x > 0 && x < Infinity)) throw new RangeError(`logGamma needs a positive finite number, not ${x}`);
  const shifted = x - 1;
  let sum: number = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) sum += (coefficients[i] ?? 0) / (shifted + i);
  const t = shifted + 607 / 128 + 0.5;
  return (shifted + 0.5) * Math.log(t) - t + Math.log(Math.sqrt(2 * Math.PI) * sum);
}
