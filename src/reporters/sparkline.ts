const bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
/** What all values look like when they are the same. */
const level = "▄";

/**
 * Values as bars between the lowest and the highest of them; a blank where there is none.
 * @param text How they are shown beside it: what reads the same looks the same.
 */
export function sparkline(exact: readonly (number | undefined)[], text: (value: number) => string): string {
  const seen = new Map<string, number>();
  const values = exact.map((value) => {
    if (value === undefined) return undefined;
    const shown = text(value);
    const first = seen.get(shown) ?? value;
    seen.set(shown, first);
    return first;
  });
  const known = values.filter((value) => value !== undefined);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return values
    .map((value) => {
      if (value === undefined) return " ";
      return high === low ? level : (bars[Math.round(((value - low) / (high - low)) * (bars.length - 1))] ?? level);
    })
    .join("");
}
