import type { RunsDiffResult, RunsRerunResult, RunsShowResult, RunsTimelineResult } from "../../core/results/runs.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { plainLines } from "../plain-lines.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { differenceLines } from "./difference-lines.ts";
import { deliveryLines, ranRuns } from "./ran-runs.ts";
import { blocksText, claimLines, runRecordBlocks, section } from "./run-record-lines.ts";
import { statusText } from "./status-text.ts";

/** So much of an answer is shown; `--json` has all of it. */
const longestAnswer = 50_000;

/** What a run was made of, what it said and where that went; of one that goes on, its claims. */
export function runsShowText({ record, deliveries, claims, late }: RunsShowResult, screen: Screen): string {
  const paint = paintFor(screen);
  const sent = deliveries.map(({ delivery, destination, status }) => [`  ${destination}`, statusText(status, paint), delivery]);
  const kept = late.map(
    ({ epoch, finished_at: at }) => `${paint("yellow", "late")} an answer of epoch ${epoch} came at ${timeText(at)}: kept, never delivered.`,
  );
  const [head = [], facts = [], inputs = [], ...said] = record === undefined ? [] : runRecordBlocks(record, paint, screen);
  return blocksText([
    record === undefined ? [`${paint("bold", claims[0]?.run ?? "")}  ${claims.at(-1)?.decision === "skip" ? "was skipped." : "has not ended."}`] : head,
    facts,
    inputs,
    section(
      "deliveries",
      sent.length === 0 ? [] : columns([["  to", "status", "delivery"].map((title) => paint("dim", title)), ...sent], lineWidth(screen)),
      paint,
    ),
    claimLines(claims, paint, screen),
    kept,
    ...said,
  ]);
}

/** One line per thing that happened. */
export function runsTimelineText({ run, traceparent, events }: RunsTimelineResult, screen: Screen): string {
  const paint = paintFor(screen);
  const rows = events.map(({ at, event, detail = "" }) => [at, statusText(event, paint), oneLine(detail, 400)]);
  const head = [["at", "what", ""].map((text) => paint("dim", text)), ...rows];
  return [paint("bold", run), ...(traceparent === undefined ? [] : [paint("dim", traceparent)]), ...columns(head, lineWidth(screen))].join("\n");
}

export function runsDiffText({ before, after, differences }: RunsDiffResult, screen: Screen): string {
  if (differences.length === 0) return `${before} and ${after} were made of the same, and said the same.`;
  return differenceLines(differences, screen).join("\n");
}

/** What a run said this time, and what differs from the one it repeats. */
export function runsRerunText({ of, run, cannot, output, differences, deliveries }: RunsRerunResult, screen: Screen): string {
  const paint = paintFor(screen);
  return [
    ...ranRuns([run], screen),
    ...cannot.map((sentence) => `${paint("yellow", "keep in mind:")} ${sentence}`),
    ...(output === undefined ? [] : ["", plainLines(output, longestAnswer), ""]),
    ...(differences.length === 0
      ? [`It was made of the same as ${of}, as far as that can be told, and said the same.`]
      : [paint("dim", `differs from ${of}:`), ...differenceLines(differences, screen)]),
    ...deliveryLines(deliveries, screen),
  ].join("\n");
}
