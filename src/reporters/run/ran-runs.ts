import type { RanRun, RunDueResult } from "../../core/results/run-due.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { sentenceEnd } from "../sentence-end.ts";
import { indented } from "../wrap.ts";
import { statusText } from "./status-text.ts";

/** Runs as a table; nothing when there are none. */
export function ranRuns(runs: readonly RanRun[], screen: Screen): string[] {
  const paint = paintFor(screen);
  if (runs.length === 0) return [];
  const titles = ["run", "status", "version", "late", "took", "cost", "why"].map((text) => paint("dim", text));
  return columns([titles, ...runs.map((run) => row(run, paint))], lineWidth(screen));
}

function row({ run, status, prompt, version, lateness_ms: late, latency_ms: took, cost_nano_usd: cost, reason }: RanRun, paint: Paint): string[] {
  return [
    paint("bold", run),
    statusText(status, paint),
    version === undefined ? prompt : `${prompt}@${version}`,
    late === undefined ? "–" : durationText(late),
    took === undefined ? "–" : durationText(took),
    took === undefined ? "–" : moneyText(cost),
    reason === undefined ? "" : oneLine(reason.message, 400),
  ];
}

/** What became of deliveries, one line each where the screen has room for it. */
export function deliveryLines(deliveries: RunDueResult["deliveries"], screen: Screen): string[] {
  const paint = paintFor(screen);
  return deliveries.flatMap(({ intent, destination, status, reason, next_at: next }) => {
    const because = reason === undefined ? "" : oneLine(reason.message, 300);
    const why = next === undefined ? because : [sentenceEnd(because), `Next try ${timeText(next)}.`].filter(Boolean).join(" ");
    return indented(`${statusText(status, paint)} to ${destination} (${intent})${why === "" ? "" : `: ${why}`}`, lineWidth(screen));
  });
}
