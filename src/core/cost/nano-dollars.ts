/** Money is counted in whole billionths of a US dollar, so that sums of a million small calls stay exact. */
export const nanoDollarsPerDollar = 1_000_000_000;

/** @param dollars As price tables give them: binary floats. */
export function nanoDollars(dollars: number): number {
  return Math.round(dollars * nanoDollarsPerDollar);
}
