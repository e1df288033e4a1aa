import type { JobsNextResult } from "../../core/results/jobs.ts";
import { instant, slotInstant } from "../../core/run/instant.ts";
import { jobSummary, nextSlots } from "../../core/run/job-summary.ts";
import { slotJitter } from "../../core/schedule/slot-jitter.ts";
import type { JobsDeps } from "./jobs-deps.ts";
import { jobLook, lookAtJobs, requireJob } from "./look-at-jobs.ts";

/** When jobs are due next, in order of time. @param job Undefined = all. @throws PromptopsError `unknown-job`. */
export async function nextSlotsOf(deps: JobsDeps, { job, count }: { readonly job?: string | undefined; readonly count: number }): Promise<JobsNextResult> {
  const all = await lookAtJobs(deps, false);
  const chosen = job === undefined ? [...all.jobs] : [[job, requireJob(all, job)] as const];
  const now = deps.clock.now();
  const looks = await Promise.all(chosen.map(([name, each]) => jobLook(all.view, name, each, now)));
  const slots = looks.map((look) => nextSlots(look, count).map((at) => ({ name: look.name, at, from: at + slotJitter(look.name, at, look.job.jitter) })));
  const paused = looks.flatMap((look) => {
    const { job: name, reason = "", pause } = jobSummary(look);
    return pause === undefined ? [] : [{ job: name, reason, ...pause }];
  });
  const sorted = slots.flat().sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  return { now: instant(now), slots: sorted.slice(0, count).map(({ name, at, from }) => ({ job: name, at: slotInstant(at), from: instant(from) })), paused };
}
