import { JobState, jobStatePath } from "../../core/ledger/state-records.ts";
import type { Job } from "../../core/model/job.ts";
import { decideJob, type JobDecision } from "../../core/schedule/decide-job.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { readRecord } from "./read-record.ts";
import type { Schedules } from "./tick-project.ts";

/** A job and what is to be decided about it now. */
export interface LookedAt {
  readonly name: string;
  readonly job: Job;
  readonly state: JobState | undefined;
  readonly decisions: readonly JobDecision[];
}

/** A job that has something to decide now. */
export type DueJob = LookedAt;

/** Jobs as they stand now. @param isEarly Those of which it is known that nothing is to be decided yet are not looked at. */
export async function lookAtJobs(
  view: LedgerView,
  { jobs }: Pick<Schedules, "jobs">,
  now: number,
  isEarly: (job: string) => boolean = () => false,
): Promise<LookedAt[]> {
  return Promise.all(
    [...jobs]
      .filter(([name]) => !isEarly(name))
      .map(async ([name, job]) => {
        const state = await readRecord(view, JobState, jobStatePath(name));
        return { name, job, state, decisions: decideJob({ name, job, state, now }) };
      }),
  );
}
