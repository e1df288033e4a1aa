import { distance } from "fastest-levenshtein";

/**
 * The candidate a person most likely meant, or undefined when none is near: more than a third of the letters differ, where
 * two letters in the wrong order are always near.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(name.length < 4 ? 1 : 2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = differences(name.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** In a name of four or more two neighbours in the wrong order are two differences, and still near; in a shorter one they have to be one. */
function differences(name: string, candidate: string): number {
  return name.length < 4 && isSwapped(name, candidate) ? 1 : distance(name, candidate);
}

function isSwapped(name: string, candidate: string): boolean {
  const at = [...name].findIndex((letter, place) => letter !== candidate[place]);
  return at >= 0 && candidate === name.slice(0, at) + (name[at + 1] ?? "") + (name[at] ?? "") + name.slice(at + 2);
}
