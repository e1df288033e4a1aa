import { signed } from "../../core/gates/words.ts";
import type { TrendPoint } from "../../core/results/trend.ts";

/** `+3.3 points (-1.2 to +8)`, with the cases behind it where they are known. */
export function changeText({ change }: TrendPoint): string {
  if (change === undefined) return "–";
  const { difference, interval, gained, lost } = change;
  const points = (value: number) => signed(Number((value * 100).toFixed(1)));
  const cases = gained === undefined || lost === undefined ? "" : `, ${gained} gained, ${lost} lost`;
  return `${points(difference)} points (${interval.map(points).join(" to ")})${cases}`;
}
