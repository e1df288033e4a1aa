import { JobState, jobStatePath } from "../../core/ledger/state-records.ts";
import type { Job } from "../../core/model/job.ts";
import { decideJob, type JobDecision } from "../../core/schedule/decide-job.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { readRecord } from "./read-record.ts";
import type { Schedules } from "./tick-project.ts";

/** A job that has something to decide now. */
export interface DueJob {
  readonly name: string;
  readonly job: Job;
  readonly state: JobState | undefined;
  readonly decisions: readonly JobDecision[];
}

export async function dueJobs(view: LedgerView, { jobs }: Pick<Schedules, "jobs">, now: number): Promise<DueJob[]> {
  const looked = await Promise.all(
    [...jobs].map(async ([name, job]) => {
      const state = await readRecord(view, JobState, jobStatePath(name));
      return { name, job, state, decisions: decideJob({ name, job, state, now }) };
    }),
  );
  return looked.filter(({ decisions }) => decisions.length > 0);
}
