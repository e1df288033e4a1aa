import { distance } from "fastest-levenshtein";
import { beyondLimits } from "./beyond-limits.ts";

/** Pairs of characters that are compared, at most: some 30,000 × 30,000, which takes below a second. */
const mostPairs = 1e9;

export interface Edits {
  readonly edits: number;
  /** Characters of the longer text. */
  readonly longest: number;
}

/** Insertions, deletions and replacements of code points that lead from one text to the other. @throws PromptopsError `beyond-limits`. */
export function editsBetween(a: string, b: string): Edits {
  const [left, right] = [[...a], [...b]];
  const shortest = Math.min(left.length, right.length);
  let begin = 0;
  while (begin < shortest && left[begin] === right[begin]) begin += 1;
  let end = 0;
  while (end < shortest - begin && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const [from, to] = [left.slice(begin, left.length - end), right.slice(begin, right.length - end)];
  if (from.length * to.length > mostPairs) throw beyondLimits("levenshtein", `comparing ${from.length} with ${to.length} characters`);
  return { edits: distanceOf(from, to), longest: Math.max(left.length, right.length) };
}

/**
 * The package counts UTF-16 units, so characters become units of their own first: those that both texts have, one each; what only
 * one of them has can equal nothing and shares a unit. Within `mostPairs` no two texts share more characters than there are units.
 */
function distanceOf(from: readonly string[], to: readonly string[]): number {
  const there = new Set(to);
  const shared = new Map([...new Set(from)].filter((character) => there.has(character)).map((character, at) => [character, String.fromCharCode(at + 2)]));
  const units = (text: readonly string[], other: string) => text.map((character) => shared.get(character) ?? other).join("");
  return distance(units(from, "\0"), units(to, "\x01"));
}
