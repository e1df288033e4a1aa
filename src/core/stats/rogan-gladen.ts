/**
 * The true rate behind one that a fallible judge observed (Rogan & Gladen, Am. J. Epidemiol. 107, 1978), within [0, 1]. Undefined for a
 * judge that knows no more than chance: sensitivity + specificity ≤ 1.
 * @param sensitivity Share of truly good answers that it passes.
 * @param specificity Share of truly bad answers that it fails.
 * @throws RangeError when one of them is outside [0, 1].
 */
export function roganGladen(observed: number, sensitivity: number, specificity: number): number | undefined {
  for (const value of [observed, sensitivity, specificity]) if (!(value >= 0 && value <= 1)) throw new RangeError(`a rate is between 0 and 1, not ${value}`);
  const informed = sensitivity + specificity - 1;
  return informed <= 0 ? undefined : Math.min(1, Math.max(0, (observed + specificity - 1) / informed));
}
