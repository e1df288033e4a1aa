const bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
/** What all values look like when they are the same. */
const level = "▄";

/** Values as bars between the lowest and the highest of them; a blank where there is none. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return values
    .map((value) => {
      if (value === undefined) return " ";
      return high === low ? level : (bars[Math.round(((value - low) / (high - low)) * (bars.length - 1))] ?? level);
    })
    .join("");
}
