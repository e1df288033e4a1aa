import { percent } from "../../core/gates/words.ts";
import type { ExperimentStatus } from "../../core/results/experiment.ts";
import { oneLine } from "../one-line.ts";
import type { Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";

const styles = { running: "cyan", better: "green", worse: "red", harmful: "red", invalid: "red", inconclusive: "yellow" } as const;

/** One experiment: the verdict, then control and candidate by every measure. */
export function statusLines({ start, stop, verdict, reason, primary, guards, split }: ExperimentStatus, paint: Paint): string[] {
  const { control, candidate } = start;
  const mean = ({ n, sum }: { readonly n: number; readonly sum: number }) => (n === 0 ? "–" : (sum / n).toFixed(3));
  const rows = [{ name: "value", ...primary }, ...guards].map(({ name, difference, interval, ...samples }) => [
    name,
    String(samples.control.n),
    mean(samples.control),
    String(samples.candidate.n),
    mean(samples.candidate),
    difference === undefined ? "–" : signed(difference),
    interval.map(signed).join(" to "),
  ]);
  const titles = [
    "measure",
    `n ${control.version}`,
    "mean",
    `n ${candidate.version}`,
    "mean",
    "difference",
    `${Math.round((1 - start.alpha) * 100)} % interval`,
  ];
  return [
    `${paint("bold", start.experiment)}: ${paint(styles[verdict], verdict)}. ${oneLine(reason.message, 400)}`,
    paint("dim", `since ${timeText(start.at)}${stop === undefined ? "" : `, until ${timeText(stop.at)} (${oneLine(stop.by.name, 60)})`}`),
    ...columns([titles.map((title) => paint("dim", title)), ...rows]),
    ...(split === undefined || split.fits ? [] : [`${paint("red", "split:")} ${percent(split.got)} where ${percent(split.expected)} were meant`]),
  ];
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(3)}`;
}
