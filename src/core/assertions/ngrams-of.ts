/** How often each run of `n` tokens occurs. Tokens hold no space. */
export function ngramsOf(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + n <= tokens.length; at += 1) {
    const ngram = tokens.slice(at, at + n).join(" ");
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}
