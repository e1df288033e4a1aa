import type { JobState } from "../ledger/state-records.ts";
import type { Job } from "../model/job.ts";

export interface Pause {
  readonly reason: string;
  /** Milliseconds since the epoch; it holds until somebody ends it when absent. */
  readonly until: number | undefined;
  /** Who says so: its own file, a person, or its failures in a row. */
  readonly by: "file" | "person" | "failures";
}

/** Why nothing of a job may run at a time; the file's word before the ledger's. @param at Milliseconds since the epoch. */
export function pauseOf({ paused }: Pick<Job, "paused">, state: Pick<JobState, "paused"> | undefined, at: number): Pause | undefined {
  const pauses: Pause[] = [
    ...(paused === undefined ? [] : [{ reason: paused.reason, until: instantOf(paused.until), by: "file" as const }]),
    ...(state?.paused === undefined ? [] : [{ reason: state.paused.reason, until: instantOf(state.paused.until), by: state.paused.by }]),
  ];
  return pauses.find(({ until }) => until === undefined || until > at);
}

/** The first moment from `at` on when no pause holds any more; undefined when one holds until somebody ends it. */
export function pauseEnd(job: Pick<Job, "paused">, state: Pick<JobState, "paused"> | undefined, at: number): number | undefined {
  const pause = pauseOf(job, state, at);
  if (pause === undefined) return at;
  return pause.until === undefined ? undefined : pauseEnd(job, state, pause.until);
}

function instantOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}
