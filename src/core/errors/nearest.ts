import { distance } from "fastest-levenshtein";

/**
 * The candidate a person most likely meant, or undefined when none is near: more than a third of the letters differ, where
 * two letters in the wrong order (two differences) are always near in a name of four or more.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(name.length < 4 ? 1 : 2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = distance(name.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}
