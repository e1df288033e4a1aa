import type { JobsExplainResult, JobsNextResult, JobsPauseResult, JobsShowResult } from "../../core/results/jobs.ts";
import { durationText } from "../duration-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { ranBy } from "./jobs-text.ts";
import { pauseText, whyText } from "./pause-text.ts";
import { sentenceEnd } from "../sentence-end.ts";
import { statusText } from "./status-text.ts";

/** Everything about one job, one line per thing. */
export function jobsShowText(
  { job, title, inputs, credentials, requires_green_eval: green, timeout_ms: timeout, next }: JobsShowResult,
  screen: Screen,
): string {
  const paint = paintFor(screen);
  const rows: [string, string][] = [
    ["runs", ranBy(job)],
    ["schedule", job.schedule],
    ["status", `${statusText(job.status, paint)}${whyText(job)}`],
    [
      job.due === true ? "due, then next" : "next",
      next.length === 0 ? (job.status === "paused" ? "none while it is paused" : "never") : next.map(timeText).join(", "),
    ],
    [
      "last run",
      job.last === undefined
        ? "none"
        : `${job.last.run} ${job.last.status} ${timeText(job.last.at)}${job.last.reason === undefined ? "" : `: ${oneLine(job.last.reason.message, 400)}`}`,
    ],
    ["failures", `${job.failures_in_a_row} in a row`],
    ["inputs", inputs.map(({ name, from }) => `${name} from ${from}`).join(", ") || "none"],
    ["delivers to", job.destinations.join(", ") || "nobody"],
    ["title", title ?? job.job],
    ["timeout", durationText(timeout)],
    ["needs a passing gate", green ? "yes" : "no"],
    ["env variables", credentials.join(", ") || "none"],
  ];
  const [head = "", ...lines] = columns([[paint("bold", job.job), ""], ...rows.map(([name, text]) => [paint("dim", name), text])], lineWidth(screen));
  return [head, ...lines].join("\n");
}

/** Slots in order of time. */
export function jobsNextText({ now, slots, paused }: JobsNextResult, screen: Screen): string {
  const paint = paintFor(screen);
  const titles = ["slot", "job", "begins"].map((text) => paint("dim", text));
  const rows = slots.map(({ job, at, from }) => [slotText(at), paint("bold", job), beginsText(Date.parse(now), Date.parse(at), Date.parse(from))]);
  return [
    ...(rows.length === 0 ? ["Nothing is due any more."] : columns([titles, ...rows], lineWidth(screen))),
    ...paused.map((each) => `${paint("yellow", "paused")} ${each.job}${pauseText(each)}`),
  ].join("\n");
}

/** Seconds are shown where there are any: every minute would stand there twice. */
function slotText(at: string): string {
  return at.slice(17, 19) === "00" ? timeText(at) : `${at.slice(0, 19).replace("T", " ")} UTC`;
}

/** `with the next tick`, `in 4 min 10 s`, `in 4 min 10 s, 30.0 s of it jitter` */
function beginsText(now: number, at: number, from: number): string {
  if (from <= now) return "with the next tick";
  return `in ${durationText(from - now)}${from === at ? "" : `, ${durationText(from - at)} of it jitter`}`;
}

export function jobsExplainText({ job, at, sentences, decisions, paused, next }: JobsExplainResult, screen: Screen): string {
  const paint = paintFor(screen);
  const isSaid = decisions.some(({ reason }) => reason?.code === "paused");
  return [
    `${paint("bold", job)} at ${timeText(at)}`,
    ...sentences,
    ...(paused === undefined || (isSaid && paused.until === undefined)
      ? []
      : [`It is paused${sentenceEnd(pauseText(paused))} Slots that come meanwhile are skipped.`]),
    ...(next === undefined ? [] : [paint("dim", `The next slot ${paused === undefined ? "to come" : "after the pause"}: ${timeText(next)}.`)]),
  ].join("\n");
}

export function jobsPauseText({ job, act, reason, until, shared }: JobsPauseResult, _screen: Screen): string {
  const local = shared ? "" : "\nIt is recorded here, and goes to the remote with the next command that reaches it.";
  switch (act) {
    case "paused":
      return `${job} is paused${until === undefined ? "" : ` until ${timeText(until)}`}: ${oneLine(reason ?? "", 400)}${local}`;
    case "resumed":
      return `${job} runs again with its next slot.${local}`;
    case "unchanged":
      return `${job} was not paused.`;
  }
}
