/** `$1.24`, `$0.0031`, `$0`: two digits that count when it is less than a dollar; "unknown" when no price is known. @param nanoUsd Billionths of a US dollar. */
export function moneyText(nanoUsd: number | undefined): string {
  if (nanoUsd === undefined) return "unknown";
  const usd = nanoUsd / 1e9;
  if (usd === 0) return "$0";
  return usd >= 1 ? `$${usd.toFixed(2)}` : `$${Number(usd.toPrecision(2)).toFixed(Math.max(2, 1 - Math.floor(Math.log10(usd))))}`;
}
