import { percent } from "../../core/gates/words.ts";
import type { Measure, TrendPoint } from "../../core/results/trend.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";

/** What is told of every version, in this order. */
export const trendMeasures = [
  { title: "pass rate", key: "pass_rate", text: percent },
  { title: "score", key: "score", text: (value: number) => value.toFixed(3) },
  { title: "cost", key: "cost_nano_usd", text: moneyText },
  { title: "latency", key: "latency_ms", text: durationText },
] as const satisfies readonly { title: string; key: keyof TrendPoint; text: (value: number) => string }[];

/** `91.0 % (83.8 % to 95.2 %)` */
export function measureText(measure: Measure | undefined, text: (value: number) => string): string {
  if (measure === undefined) return "–";
  const { value, interval } = measure;
  return interval === undefined || interval.every((bound) => text(bound) === text(value)) ? text(value) : `${text(value)} (${interval.map(text).join(" to ")})`;
}
