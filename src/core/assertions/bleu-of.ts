import { ngramsOf } from "./ngrams-of.ts";

/**
 * BLEU of one answer, 0..1: the geometric mean of its clipped n-gram precisions, n from 1 to `order`, times the brevity penalty against
 * the reference nearest in length (Papineni et al., ACL 2002). A precision of 0 becomes 1 / (2^k · n-grams) for the k-th such order
 * (Chen and Cherry, WMT 2014, method 3; sacreBLEU's `exp`), and orders longer than the answer are left out (sacreBLEU's effective
 * order), so that short answers have a score at all. Time is linear in the number of tokens.
 */
export function bleuOf(answer: readonly string[], references: readonly (readonly string[])[], order: number): number {
  let logarithms = 0;
  let orders = 0;
  let smoothing = 1;
  for (let n = 1; n <= order && n <= answer.length; n += 1) {
    const total = answer.length - n + 1;
    const matches = clippedMatches(
      ngramsOf(answer, n),
      references.map((reference) => ngramsOf(reference, n)),
    );
    if (matches === 0 && n === 1) return 0;
    if (matches === 0) smoothing *= 2;
    logarithms += Math.log(matches === 0 ? 1 / (smoothing * total) : matches / total);
    orders += 1;
  }
  return orders === 0
    ? 0
    : brevityPenalty(
        answer.length,
        references.map(({ length }) => length),
      ) * Math.exp(logarithms / orders);
}

/** An n-gram counts as often as the reference that has most of it. */
function clippedMatches(answer: ReadonlyMap<string, number>, references: readonly ReadonlyMap<string, number>[]): number {
  let matches = 0;
  for (const [ngram, count] of answer) matches += Math.min(count, Math.max(...references.map((reference) => reference.get(ngram) ?? 0)));
  return matches;
}

function brevityPenalty(length: number, references: readonly number[]): number {
  const [nearest = 0] = references.toSorted((a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b);
  return length >= nearest ? 1 : Math.exp(1 - nearest / length);
}
