import type { RunRecord } from "../../core/ledger/run-record.ts";
import type { RunsDiffResult, RunsRerunResult, RunsShowResult, RunsTimelineResult } from "../../core/results/runs.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { plainLines } from "../plain-lines.ts";
import { columns } from "../release/columns.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { differenceLines } from "./difference-lines.ts";
import { deliveryLines, ranRuns } from "./ran-runs.ts";
import { statusText } from "./status-text.ts";

/** So much of an answer is shown; `--json` has all of it. */
const longestAnswer = 50_000;

/** What a run was made of and what it said; of one that goes on, its claims. */
export function runsShowText({ record, claims, late }: RunsShowResult, screen: Screen): string {
  const paint = paintFor(screen);
  const held = claims.map(
    ({ at, epoch, decision, reason, lease_until: lease }) =>
      `${paint("dim", `claim ${epoch}`)} ${at} ${decision}${lease === undefined ? "" : ` until ${lease}`}${reason === undefined ? "" : `: ${oneLine(reason.message, 300)}`}`,
  );
  const kept = late.map(({ epoch, finished_at: at }) => `${paint("yellow", "late")} an answer of epoch ${epoch} came at ${at}: kept, never delivered.`);
  return [...(record === undefined ? ["It has not ended."] : recordLines(record, paint, screen)), ...held, ...kept].join("\n");
}

/** A run's record, for people. */
export function recordLines(record: RunRecord, paint: Paint, screen: Screen): string[] {
  const { run, status, reason, version, environment, prompt, inputs, output, findings, cost_nano_usd: cost, latency_ms: took, usage } = record;
  const rows: [string, string][] = [
    ["status", `${statusText(status, paint)}${record.preview ? " (preview)" : ""}${reason === undefined ? "" : `: ${oneLine(reason.message, 600)}`}`],
    ["version", `${version === undefined ? prompt : `${version.prompt}@${version.version}`}${environment === undefined ? "" : ` from ${environment}`}`],
    ["model", record.model_answered ?? record.model_asked],
    ["started", record.started_at],
    ["took", took === undefined ? "–" : durationText(took)],
    ["used", usage === undefined ? "–" : `${usage.input} tokens in, ${usage.output} out, ${moneyText(cost)}`],
    ["trace", record.traceparent],
    ...Object.entries(inputs).map(([name, { source, from, value, redacted }]): [string, string] => [
      `input ${name}`,
      `${oneLine(typeof value === "string" ? value : JSON.stringify(value), 200)} (${from ?? source}${redacted === true ? ", redacted" : ""})`,
    ]),
    ...findings.map(({ code, message }): [string, string] => [`finding ${code}`, oneLine(message, 400)]),
    ["deliveries", record.intents.join(", ") || "none"],
  ];
  const table = columns([[paint("bold", run), ""], ...rows.map(([name, text]) => [paint("dim", name), text])], lineWidth(screen));
  return [...table, ...(output === undefined ? [] : ["", plainLines(output.text, longestAnswer)])];
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
    ...cannot.map((sentence) => `${paint("yellow", "not as it was:")} ${sentence}`),
    ...(output === undefined ? [] : ["", plainLines(output, longestAnswer), ""]),
    ...(differences.length === 0
      ? [`It was made of the same as ${of}, and said the same.`]
      : [paint("dim", `differs from ${of}:`), ...differenceLines(differences, screen)]),
    ...deliveryLines(deliveries, screen),
  ].join("\n");
}
