import { signed } from "../../core/gates/words.ts";

/** `+9 points` of passed cases, `+0.09` of scores. */
export function differenceWords(difference: number, metric: "pass" | "score"): string {
  return metric === "pass" ? `${points(difference)} points` : signed(difference);
}

/** `+4.7 to +16.4 points` */
export function betweenWords(lower: number, upper: number, metric: "pass" | "score"): string {
  return metric === "pass" ? `${points(lower)} to ${points(upper)} points` : `${signed(lower)} to ${signed(upper)}`;
}

function points(value: number): string {
  return signed(Number((value * 100).toFixed(1)));
}
