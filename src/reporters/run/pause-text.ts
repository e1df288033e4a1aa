import type { JobsExplainResult, JobSummary } from "../../core/results/jobs.ts";
import { oneLine } from "../one-line.ts";
import { timeText } from "../release/live-text.ts";

/** What follows the word "paused": ` by its file until 2027-01-04 08:00 UTC: holidays` */
export function pauseText({ by, until, reason }: NonNullable<JobsExplainResult["paused"]>): string {
  return `${by === "file" ? " by its file" : ""}${until === undefined ? "" : ` until ${timeText(until)}`}: ${oneLine(reason, 400)}`;
}

/** What follows a job's status. */
export function whyText({ reason, pause }: Pick<JobSummary, "reason" | "pause">): string {
  if (reason === undefined) return "";
  return pause === undefined ? `: ${oneLine(reason, 400)}` : pauseText({ ...pause, reason });
}
