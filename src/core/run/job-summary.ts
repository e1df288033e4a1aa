import type { JobState } from "../ledger/state-records.ts";
import { destinationsOf, type Job } from "../model/job.ts";
import type { JobSummary } from "../results/jobs.ts";
import { instantsOf, timingDigest } from "../schedule/timing.ts";
import { slotInstant } from "./instant.ts";
import { scheduleText } from "./schedule-text.ts";

export interface JobLook {
  readonly name: string;
  readonly job: Job;
  /** Undefined when the ledger has never heard of it. */
  readonly state: JobState | undefined;
  /** Why its claim waits, where it does. */
  readonly waitsFor?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A job as lists show it. */
export function jobSummary({ name, job, state, waitsFor, now }: JobLook): JobSummary {
  const next = nextSlots(job, state, now, 1)[0];
  const { status, reason } = statusOf({ name, job, state, waitsFor, now }, next);
  const last = state?.last_run;
  return {
    job: name,
    prompt: job.prompt,
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    ...(job.version === undefined ? {} : { version: job.version }),
    schedule: scheduleText(job),
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(next === undefined ? {} : { next: slotInstant(next) }),
    ...(last === undefined ? {} : { last: { run: last.run, status: last.status, at: last.at } }),
    failures_in_a_row: state?.failures_in_a_row ?? 0,
    destinations: destinationsOf(job).map((each) => each.name),
  };
}

/** The slots from now on; those that a tick has yet to look at come first. */
export function nextSlots(job: Job, state: JobState | undefined, now: number, count: number): number[] {
  const known = state !== undefined && state.timing === timingDigest(job);
  const decided = known ? Math.max(Date.parse(state.since), state.last_slot === undefined ? 0 : Date.parse(state.last_slot)) : now;
  const { next } = instantsOf(job);
  const found: number[] = [];
  for (let at = next(Math.max(decided, now - 1)); at !== undefined && found.length < count; at = next(at)) found.push(at);
  return found;
}

function statusOf({ job, state, waitsFor, now }: JobLook, next: number | undefined): Pick<JobSummary, "status" | "reason"> {
  const holds = (until: string | undefined) => until === undefined || Date.parse(until) > now;
  if (job.paused !== undefined && holds(job.paused.until)) return { status: "paused", reason: job.paused.reason };
  if (state?.paused !== undefined && holds(state.paused.until)) return { status: "paused", reason: state.paused.reason };
  if (state === undefined || state.timing !== timingDigest(job)) return { status: "new" };
  if (state.last_run?.status === "running") return waitsFor === undefined ? { status: "running" } : { status: "waiting", reason: waitsFor };
  return next === undefined ? { status: "over" } : { status: "active" };
}
