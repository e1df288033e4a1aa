/** The earliest of these moments; undefined when one of them is none, or there are none. */
export function oldestOf(moments: readonly (string | undefined)[]): string | undefined {
  const times = moments.map((moment) => Date.parse(moment ?? ""));
  return moments[times.indexOf(Math.min(...times))];
}
