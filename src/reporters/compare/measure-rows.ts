import type { ComparedMeasure, SideComparison } from "../../core/results/compare.ts";
import { percent, shortNumber, signed } from "../../core/gates/words.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";

export const measureTitles = ["", "before", "after", "difference", "between"] as const;

/** A row per thing that was measured. What both sides have none of, and a score that says the same as the passes, is left out. */
export function measureRows({ measures }: SideComparison): string[][] {
  const pass = measures.find(({ name }) => name === "pass");
  return measures
    .filter(({ name, before, after }) => (name === "score" ? before !== pass?.before || after !== pass.after : name === "pass" || before !== 0 || after !== 0))
    .map(measureRow);
}

interface Showing {
  readonly title: string;
  readonly value: (value: number) => string;
  /** With its sign. */
  readonly change: (value: number) => string;
  /** Say the change in per cent of what it was, too. */
  readonly relative: boolean;
}

const showings: Readonly<Record<ComparedMeasure["name"], Showing>> = {
  pass: { title: "passed", value: percent, change: (value) => `${signed(Number((value * 100).toFixed(1)))} points`, relative: false },
  score: { title: "score", value: shortNumber, change: signed, relative: false },
  cost_nano_usd: { title: "cost", value: (nano) => moneyText(Math.max(0, nano)), change: withSign(moneyText), relative: true },
  latency_ms: { title: "latency", value: durationText, change: withSign(durationText), relative: true },
};

function measureRow({ name, before, after, difference, lower, upper }: ComparedMeasure): string[] {
  const { title, value, change, relative } = showings[name];
  const share = relative && before > 0 ? ` (${percentSigned(difference / before)})` : "";
  const between = lower === undefined || upper === undefined ? "–" : `${change(lower).replace(/ points$/, "")} and ${change(upper)}`;
  return [title, value(before), value(after), `${change(difference)}${share}`, between];
}

function withSign(show: (value: number) => string): (value: number) => string {
  const nothing = show(0);
  return (value) => {
    const shown = show(Math.abs(value));
    return shown === nothing ? "±0" : `${value > 0 ? "+" : "-"}${shown}`;
  };
}

function percentSigned(share: number): string {
  const rounded = Math.round(share * 100);
  return `${rounded > 0 ? "+" : ""}${rounded + 0} %`;
}
