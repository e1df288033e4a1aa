import type { Job } from "../../core/model/job.ts";
import { durationMs } from "../../core/schedule/duration.ts";

const usualTimeout = "10m";
/** Milliseconds for what comes before and after a run, and for clocks that do not agree. */
export const leaseGraceMs = 5 * 60_000;

/** Milliseconds that a run may take from its beginning on, its inputs and tries included. */
export function timeoutMs({ timeout = usualTimeout }: Pick<Job, "timeout">): number {
  return durationMs(timeout);
}

/** How long a claim holds: a run never outlives it, because it is stopped before. */
export function leaseMs(job: Pick<Job, "timeout">): number {
  return timeoutMs(job) + leaseGraceMs;
}
