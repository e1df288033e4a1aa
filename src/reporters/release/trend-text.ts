import type { Measure, TrendPoint, TrendResult } from "../../core/results/trend.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { paintFor, type Paint } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { sparkline } from "../sparkline.ts";
import { columns } from "./columns.ts";
import { timeText } from "./live-text.ts";

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
const score = (value: number) => value.toFixed(3);

const measures = [
  { title: "pass rate", key: "pass_rate", text: percent },
  { title: "score", key: "score", text: score },
  { title: "cost", key: "cost_nano_usd", text: moneyText },
  { title: "latency", key: "latency_ms", text: durationText },
] as const satisfies readonly { title: string; key: keyof TrendPoint; text: (value: number) => string }[];

/** One line per version, oldest first, then each measure as a row of bars. */
export function trendText({ prompt, confidence, versions, earlier }: TrendResult, screen: Screen): string {
  const paint = paintFor(screen);
  if (versions.length === 0) return `Nothing of ${prompt} was published yet: \`promptops publish ${prompt}\` makes the first version.`;
  const shown = measures.filter(({ key }) => versions.some((point) => point[key] !== undefined));
  const titles = ["version", "published", ...shown.map(({ title }) => title), "cases", "live in"].map((title) => paint("dim", title));
  const rows = versions.map((point) => [
    paint("bold", point.version),
    timeText(point.at),
    ...shown.map(({ key, text }) => measureText(point[key], text)),
    casesText(point, paint),
    point.live_in.join(", ") || "–",
  ]);
  const lines = shown.map(({ title, key, text }) => {
    const values = versions.map((point) => point[key]?.value);
    const [first, last] = [values.find((value) => value !== undefined), values.findLast((value) => value !== undefined)];
    return [title, sparkline(values), first === undefined || last === undefined ? "" : `${text(first)} → ${text(last)}`];
  });
  return [
    paint("bold", prompt) + (earlier === 0 ? "" : paint("dim", ` (${earlier} older ${earlier === 1 ? "version is" : "versions are"} not shown)`)),
    ...columns([titles, ...rows], lineWidth(screen)),
    ...(lines.length === 0 || versions.length < 2 ? [] : ["", ...columns(lines)]),
    ...notes(versions, confidence).map((note, at) => (at === 0 ? `\n${paint("dim", note)}` : paint("dim", note))),
  ].join("\n");
}

function measureText(measure: Measure | undefined, text: (value: number) => string): string {
  if (measure === undefined) return "–";
  const { value, interval } = measure;
  return interval === undefined || interval.every((bound) => text(bound) === text(value)) ? text(value) : `${text(value)} (${interval.map(text).join(" to ")})`;
}

function casesText({ source, comparable, cases = 0, errors = 0 }: TrendPoint, paint: Paint): string {
  if (source === "nothing") return "–";
  return `${cases}${errors === 0 ? "" : `, ${errors} errors`}${comparable ? "" : paint("yellow", " other cases")}`;
}

function notes(versions: readonly TrendPoint[], confidence: number): string[] {
  const intervals = versions.some(({ pass_rate }) => pass_rate?.interval !== undefined);
  return [
    ...(intervals ? [`In brackets: where the value lies with ${confidence * 100} % confidence.`] : []),
    ...(versions.some(({ comparable, source }) => source !== "nothing" && !comparable)
      ? ["`other cases`: its suites are not those of the version before it, so the two cannot be compared."]
      : []),
    ...(versions.some(({ source }) => source === "statement")
      ? ["Without brackets: only the sums are in the tag; the evidence is neither on this machine nor in the ledger."]
      : []),
  ];
}
