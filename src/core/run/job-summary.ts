import type { JobState } from "../ledger/state-records.ts";
import { destinationsOf, type Job } from "../model/job.ts";
import type { JobSummary } from "../results/jobs.ts";
import type { Reason } from "../ledger/record-parts.ts";
import { decideJob } from "../schedule/decide-job.ts";
import { durationMs } from "../schedule/duration.ts";
import { pauseEnd, pauseOf } from "../schedule/pause-of.ts";
import { slotJitter } from "../schedule/slot-jitter.ts";
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
  /** Why its last run was blocked or failed. */
  readonly lastReason?: Reason | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A job as lists show it. */
export function jobSummary(look: JobLook): JobSummary {
  const { name, job, state, now, lastReason } = look;
  const next = nextSlots(look, 1)[0];
  const last = state?.last_run;
  return {
    job: name,
    prompt: job.prompt,
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    ...(job.version === undefined ? {} : { version: job.version }),
    schedule: scheduleText(job),
    ...statusOf(look, next),
    ...(next === undefined ? {} : { next: slotInstant(next), due: next <= now }),
    ...(last === undefined ? {} : { last: { run: last.run, status: last.status, at: last.at, ...(lastReason === undefined ? {} : { reason: lastReason }) } }),
    failures_in_a_row: state?.failures_in_a_row ?? 0,
    destinations: destinationsOf(job).map((each) => each.name),
  };
}

/**
 * Slots that will be run, in order of time: the one that is due, which the next tick looks at, then those to come; of a paused job those
 * after its pause. Milliseconds since the epoch.
 */
export function nextSlots({ name, job, state, now }: Pick<JobLook, "name" | "job" | "state" | "now">, count: number): number[] {
  const from = pauseEnd(job, state, now);
  if (from === undefined) return [];
  const isPaused = (slot: number) => pauseOf(job, state, Math.max(now, slot + slotJitter(name, slot, job.jitter))) !== undefined;
  const due = decideJob({ name, job, state, now }).find(({ kind }) => kind === "run" || kind === "wait");
  const found: number[] = due !== undefined && "slot" in due && !isPaused(due.slot) ? [due.slot] : [];
  const { next } = instantsOf(job);
  const longest = job.jitter === undefined ? 0 : durationMs(job.jitter);
  // Whoever ran ahead of the time has decided slots to come.
  const decided = state?.last_slot === undefined ? 0 : Date.parse(state.last_slot);
  for (let at = next(Math.max(now, decided, from - longest - 1)); at !== undefined && found.length < count; at = next(at)) if (!isPaused(at)) found.push(at);
  return found;
}

function statusOf({ job, state, waitsFor, now }: JobLook, next: number | undefined): Pick<JobSummary, "status" | "reason" | "pause"> {
  const pause = pauseOf(job, state, now);
  if (pause !== undefined) {
    const { by, reason, until } = pause;
    return { status: "paused", reason, pause: { by, ...(until === undefined ? {} : { until: slotInstant(until) }) } };
  }
  if (state === undefined || state.timing !== timingDigest(job)) return { status: "new" };
  if (state.last_run?.status === "running") return waitsFor === undefined ? { status: "running" } : { status: "waiting", reason: waitsFor };
  return next === undefined ? { status: "over" } : { status: "active" };
}
