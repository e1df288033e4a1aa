/**
 * Random numbers without state: 32 bits that depend on seed, counter and lane alone, so that a draw can be repeated out of order
 * and on any machine. The mixing is MurmurHash3's finalizer (A. Appleby), once per word.
 */
export function counterRandom(seed: number): (counter: number, lane: number) => number {
  const start = mix(seed ^ 0x9e3779b9);
  return (counter, lane) => mix(mix(start ^ Math.imul(counter + 1, 0x85ebca6b)) + Math.imul(lane + 1, 0xc2b2ae35));
}

function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
