/** The last column is where sentences stand: with less than this they are ladders of words. */
const leastSentence = 20;

/**
 * Widths of columns that fit into `room` together: the last one gives way first, then whichever is widest, none below its longest word.
 * Undefined when that is not enough.
 * @param natural Each column's widest cell. @param words Each column's longest word.
 */
export function fitWidths(natural: readonly number[], words: readonly number[], room: number): number[] | undefined {
  const last = natural.length - 1;
  const least = natural.map((size, at) => Math.max(words[at] ?? 0, at === last ? Math.min(size, leastSentence) : 0));
  if (sum(least) > room) return undefined;
  const widths = [...natural];
  const over = () => sum(widths) - room;
  if (last >= 0) widths[last] = Math.max(least[last] ?? 0, (widths[last] ?? 0) - Math.max(0, over()));
  while (over() > 0) {
    const widest = widths.reduce((best, size, at) => (size > (least[at] ?? 0) && (best === -1 || size > (widths[best] ?? 0)) ? at : best), -1);
    if (widest === -1) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
