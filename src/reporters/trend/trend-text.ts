import type { TrendPoint, TrendResult } from "../../core/results/trend.ts";
import { paintFor, type Paint } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { sparkline } from "../sparkline.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { hangingSentence } from "../wrap.ts";
import { changeText } from "./change-text.ts";
import { measureText, trendMeasures } from "./trend-measures.ts";
import { trendNotes } from "./trend-notes.ts";

/** One line per version, oldest first, then each measure as a row of bars. */
export function trendText({ prompt, confidence, versions, earlier }: TrendResult, screen: Screen): string {
  const paint = paintFor(screen);
  if (versions.length === 0) return `Nothing of ${prompt} was published yet: \`promptops publish ${prompt}\` makes the first version.`;
  const shown = trendMeasures.filter(({ key }) => versions.some((point) => point[key] !== undefined));
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
    return [title, sparkline(values, text), first === undefined || last === undefined ? "" : `${text(first)} → ${text(last)}`];
  });
  return [
    paint("bold", prompt) + (earlier === 0 ? "" : paint("dim", ` (${earlier} older ${earlier === 1 ? "version is" : "versions are"} not shown)`)),
    ...columns([titles, ...rows], lineWidth(screen)),
    ...(lines.length === 0 || versions.length < 2 ? [] : ["", ...columns(lines)]),
    ...changeLines(versions, lineWidth(screen), paint),
    ...trendNotes(versions, confidence).flatMap((note, at) => [
      ...(at === 0 ? [""] : []),
      ...hangingSentence("", note, lineWidth(screen)).map((line) => paint("dim", line)),
    ]),
  ].join("\n");
}

/** How the pass rate went, step by step; nothing where no two versions can be compared. */
function changeLines(versions: readonly TrendPoint[], width: number, paint: Paint): string[] {
  const changed = versions.filter(({ change }) => change !== undefined);
  if (changed.length === 0) return [];
  return [
    "",
    ...columns(
      [["version", "pass rate against the version before"].map((title) => paint("dim", title)), ...changed.map((point) => [point.version, changeText(point)])],
      width,
    ),
  ];
}

function casesText({ source, comparable, cases = 0, errors = 0 }: TrendPoint, paint: Paint): string {
  if (source === "nothing") return "–";
  return `${cases}${errors === 0 ? "" : `, ${errors} errors`}${comparable ? "" : paint("yellow", " other cases")}`;
}
