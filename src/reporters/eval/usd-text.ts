/** Dollars to the last digit that is known, without sign and exponent: `0.0000012`. @param nanoUsd Billionths of a US dollar. */
export function usdText(nanoUsd: number): string {
  return (nanoUsd / 1e9).toFixed(9).replace(/\.?0+$/, "");
}
