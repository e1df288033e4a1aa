import type { JobsListResult } from "../../core/results/jobs.ts";
import { jobSummary } from "../../core/run/job-summary.ts";
import type { JobsDeps } from "./jobs-deps.ts";
import { jobLook, lookAtJobs } from "./look-at-jobs.ts";

/** All jobs of the commit that is run, and how they stand. */
export async function listJobs(deps: JobsDeps, { fetch }: { readonly fetch: boolean }): Promise<JobsListResult> {
  const { project, jobs, broken, view } = await lookAtJobs(deps, fetch);
  const now = deps.clock.now();
  const uncommitted = await deps.git.uncommitted(["schedules"]);
  const looks = await Promise.all([...jobs].map(([name, job]) => jobLook(view, name, job, now)));
  return {
    schedules: project.commit,
    jobs: looks.map(jobSummary),
    broken: [...broken].map(([job, problems]) => ({ job, problems: [...problems] })),
    uncommitted,
  };
}
