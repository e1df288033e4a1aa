import type { RanRun, RunDueResult } from "../../core/results/run-due.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { problemText } from "../problem-text.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { statusText } from "./status-text.ts";

/** What one tick did, job by job; one sentence when there was nothing to do. */
export function runDueText(result: RunDueResult, screen: Screen): string {
  const { at, busy, runs, skipped, waiting, noticed, broken, deliveries, notes } = result;
  const paint = paintFor(screen);
  if (busy) return "Another tick is under way on this machine: it does the work.";
  const lines = [
    ...notes,
    ...noticed.map(({ job, act }) => `${paint("dim", "noticed")} ${job}: ${noticedText(act)}`),
    ...(runs.length === 0 ? [] : columns([titles(paint), ...runs.map((run) => row(run, paint))], lineWidth(screen))),
    ...skipped.map(
      ({ job, slot, reason, missed }) =>
        `${paint("yellow", "skipped")} ${job} ${timeText(slot)}: ${oneLine(reason.message, 300)}${missed === 0 ? "" : ` ${missed} older passed over.`}`,
    ),
    ...waiting.map(({ job, slot, code, until }) => `${paint("dim", "waiting")} ${job} ${timeText(slot)}: ${waitingText(code, until)}`),
    ...deliveries.map((each) => deliveryLine(each, paint)),
    ...broken.flatMap(({ job, problems }) => [
      `${paint("red", "broken")} ${job}: its schedule cannot be used.`,
      ...problems.map((each) => problemText(each, paint)),
    ]),
  ];
  return lines.length === 0 ? `Nothing is due at ${timeText(at)}.` : lines.join("\n");
}

function titles(paint: Paint): string[] {
  return ["run", "status", "version", "late", "took", "cost", "why"].map((text) => paint("dim", text));
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

function deliveryLine({ intent, destination, status, reason, next_at: next }: RunDueResult["deliveries"][number], paint: Paint): string {
  const why = [reason === undefined ? "" : oneLine(reason.message, 300), next === undefined ? "" : `Next try ${timeText(next)}.`].filter(Boolean).join(" ");
  return `${statusText(status, paint)} to ${destination} (${intent})${why === "" ? "" : `: ${why}`}`;
}

const acts: Readonly<Record<string, string>> = {
  "job-added": "new; due from now on.",
  "job-edited": "its timing changed; due by it from now on.",
  "job-removed": "its schedule is gone.",
  "credentials-changed": "it uses other environment variables than before.",
};

function noticedText(act: string): string {
  return acts[act] ?? act;
}

function waitingText(code: RunDueResult["waiting"][number]["code"], until: string | undefined): string {
  switch (code) {
    case "jitter":
      return `it begins at ${until === undefined ? "its time" : timeText(until)} (jitter).`;
    case "overlap":
      return "the run before it goes on.";
    case "max":
      return "this tick has its fill; the next one takes it.";
  }
}
