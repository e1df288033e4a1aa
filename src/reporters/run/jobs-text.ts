import type { JobsListResult, JobSummary } from "../../core/results/jobs.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { problemText } from "../problem-text.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { sentenceEnd } from "../sentence-end.ts";
import { pauseText } from "./pause-text.ts";
import { uncommittedLine } from "./uncommitted-line.ts";
import { statusText } from "./status-text.ts";

/** Jobs, one line each; then those whose schedules cannot be read. */
export function jobsListText({ jobs, broken, uncommitted }: JobsListResult, screen: Screen): string {
  const paint = paintFor(screen);
  const titles = ["job", "runs", "schedule", "status", "next", "last", "why"].map((text) => paint("dim", text));
  const none = broken.length > 0 ? [] : ["There are no jobs in the commit: `promptops new job` writes one; commit it."];
  return [
    ...(jobs.length === 0 ? none : columns([titles, ...jobs.map((job) => row(job, paint))], lineWidth(screen))),
    ...broken.flatMap(({ job, problems }) => [
      `${paint("red", "broken")} ${job}: its schedule cannot be used.`,
      ...problems.map((each) => problemText(each, screen)),
    ]),
    ...uncommittedLine(uncommitted, screen),
  ].join("\n");
}

function row(job: JobSummary, paint: Paint): string[] {
  const { next, due = false, last } = job;
  return [
    paint("bold", job.job),
    ranBy(job),
    job.schedule,
    statusText(job.status, paint),
    next === undefined ? "–" : `${timeText(next)}${due ? " (due)" : ""}`,
    last === undefined ? "–" : `${last.status} ${timeText(last.at)}`,
    reasonsOf(job).join(" "),
  ];
}

/** Why it is as it is, and why nothing came of its last run. */
function reasonsOf({ reason, pause, last }: JobSummary): string[] {
  const why =
    reason === undefined
      ? []
      : [
          pause === undefined
            ? oneLine(reason, 400)
            : pauseText({ ...pause, reason })
                .replace(/^: /, "")
                .trim(),
        ];
  return [
    ...why.map((text) => (last?.reason === undefined ? text : sentenceEnd(text))),
    ...(last?.reason === undefined ? [] : [oneLine(last.reason.message, 400)]),
  ];
}

/** `billing/summarize in production`, `billing/summarize@1.2.0` */
export function ranBy({ prompt, environment, version }: Pick<JobSummary, "prompt" | "environment" | "version">): string {
  return version === undefined ? `${prompt} in ${environment ?? "no environment"}` : `${prompt}@${version}`;
}
