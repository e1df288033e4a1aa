import type { JobsNextResult } from "../../core/results/jobs.ts";
import { instant, slotInstant } from "../../core/run/instant.ts";
import { nextSlots } from "../../core/run/job-summary.ts";
import { slotJitter } from "../../core/schedule/slot-jitter.ts";
import type { JobsDeps } from "./jobs-deps.ts";
import { jobLook, lookAtJobs, requireJob } from "./look-at-jobs.ts";

/** When jobs are due next, in order of time. @param job Undefined = all. @throws PromptopsError `unknown-job`. */
export async function nextSlotsOf(deps: JobsDeps, { job, count }: { readonly job?: string | undefined; readonly count: number }): Promise<JobsNextResult> {
  const all = await lookAtJobs(deps, false);
  const chosen = job === undefined ? [...all.jobs] : [[job, requireJob(all, job)] as const];
  const now = deps.clock.now();
  const slots = await Promise.all(
    chosen.map(async ([name, each]) => {
      const { state } = await jobLook(all.view, name, each, now);
      return nextSlots({ name, job: each, state, now }, count).map((at) => ({ name, at, from: at + slotJitter(name, at, each.jitter) }));
    }),
  );
  const sorted = slots.flat().sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  return { now: instant(now), slots: sorted.slice(0, count).map(({ name, at, from }) => ({ job: name, at: slotInstant(at), from: instant(from) })) };
}
