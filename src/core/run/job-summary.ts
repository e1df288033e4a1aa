import type { JobState } from "../ledger/state-records.ts";
import { destinationsOf, type Job } from "../model/job.ts";
import type { JobSummary } from "../results/jobs.ts";
import { decideJob } from "../schedule/decide-job.ts";
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
export function jobSummary(look: JobLook): JobSummary {
  const { name, job, state, now } = look;
  const next = nextSlots(look, 1)[0];
  const { status, reason } = statusOf(look, next);
  const last = state?.last_run;
  return {
    job: name,
    prompt: job.prompt,
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    ...(job.version === undefined ? {} : { version: job.version }),
    schedule: scheduleText(job),
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(next === undefined ? {} : { next: slotInstant(next), due: next <= now }),
    ...(last === undefined ? {} : { last: { run: last.run, status: last.status, at: last.at } }),
    failures_in_a_row: state?.failures_in_a_row ?? 0,
    destinations: destinationsOf(job).map((each) => each.name),
  };
}

/** Slots in order of time: the one that is due, which the next tick looks at, then those to come. Milliseconds since the epoch. */
export function nextSlots(look: Pick<JobLook, "name" | "job" | "state" | "now">, count: number): number[] {
  const due = decideJob(look).find(({ kind }) => kind === "run" || kind === "wait");
  const found: number[] = due !== undefined && "slot" in due ? [due.slot] : [];
  const { next } = instantsOf(look.job);
  for (let at = next(look.now); at !== undefined && found.length < count; at = next(at)) found.push(at);
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
