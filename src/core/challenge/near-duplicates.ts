import { minHash, resemblance, shinglesOf } from "./min-hash.ts";

/** From here on two texts count as variants of one. */
export const nearEnough = 0.8;

/**
 * Texts that are nearly the same, or that somebody put together, as lists of their places; every place is in exactly one. Nearness is
 * passed on: a chain of near texts is one cluster.
 * @param together Texts with the same word here belong together whatever they say; undefined: by their text alone.
 */
export function nearDuplicates(texts: readonly string[], together: readonly (string | undefined)[] = []): number[][] {
  const parents = texts.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parents[top] !== undefined && parents[top] !== top) top = parents[top] ?? top;
    return top;
  };
  const join = (a: number, b: number) => {
    const [low, high] = [root(a), root(b)].sort((x, y) => x - y) as [number, number];
    parents[high] = low;
  };
  const firsts = new Map<string, number>();
  for (const [at, word] of together.entries()) {
    if (word === undefined) continue;
    const first = firsts.get(word);
    if (first === undefined) firsts.set(word, at);
    else join(first, at);
  }
  const signatures = texts.map((text) => minHash(shinglesOf(text)));
  for (const [a, one] of signatures.entries())
    for (const [b, other] of signatures.slice(0, a).entries()) if (root(a) !== root(b) && resemblance(one, other) >= nearEnough) join(a, b);
  return [...Map.groupBy(texts.keys(), root).values()];
}
