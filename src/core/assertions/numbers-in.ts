/**
 * A number as English text writes it: sign, digits with or without thousands commas, decimals, exponent. Not part of a word
 * (`GPT-4`), a version (`1.2.3`) or a longer number.
 */
const pattern = /(?<![\w.,]|[A-Za-z_]\w*-)[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?(?!\d|[.,]\d)/g;

/** The numbers a text mentions, in their order. Currency signs and units beside them do not matter; `45 %` is 45. */
export function numbersIn(text: string): number[] {
  return [...text.matchAll(pattern)].map(([written]) => Number(written.replaceAll(",", "").replace("−", "-"))).filter(Number.isFinite);
}
