import { segmentsOf } from "../segments-of.ts";

/** Chinese, Japanese, Thai, Lao, Khmer and Burmese write without spaces between words. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The words of a text as a person counts them: what stands between spaces and has a letter or a digit; by Unicode's dictionary where there are no spaces. */
export function countWords(text: string): number {
  let count = 0;
  for (const [run] of text.matchAll(/\S+/g)) {
    if (spaceless.test(run)) count += tokensOf(run).length;
    else if (/[\p{L}\p{N}]/u.test(run)) count += 1;
  }
  return count;
}

/** The words of a text by UAX #29, without white space; with `punctuation` the signs between them too. `don't` is one, `state-of-the-art` four. */
export function tokensOf(text: string, punctuation = false): string[] {
  const tokens: string[] = [];
  for (const { segment, isWordLike = false } of segmentsOf(text, "word")) if (isWordLike || (punctuation && segment.trim() !== "")) tokens.push(segment);
  return tokens;
}
