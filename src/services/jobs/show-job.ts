import type { JobsShowResult } from "../../core/results/jobs.ts";
import { credentialsOf } from "../../core/run/credentials-of.ts";
import { needsGreenEval } from "../../core/run/external-delivery.ts";
import { slotInstant } from "../../core/run/instant.ts";
import { jobSummary, nextSlots } from "../../core/run/job-summary.ts";
import { timeoutMs } from "../run-due/lease.ts";
import type { JobsDeps } from "./jobs-deps.ts";
import { jobLook, lookAtJobs, requireJob } from "./look-at-jobs.ts";

const shownSlots = 5;

/** Everything about one job. @throws PromptopsError `unknown-job`. */
export async function showJob(deps: JobsDeps, { job: name, fetch }: { readonly job: string; readonly fetch: boolean }): Promise<JobsShowResult> {
  const all = await lookAtJobs(deps, fetch);
  const job = requireJob(all, name);
  const look = await jobLook(all.view, name, job, deps.clock.now());
  const from = ({ file, command, http }: NonNullable<typeof job.inputs_from>[string]) =>
    file ?? (command === undefined ? (http?.url_env ?? http?.url ?? "") : `\`${command.join(" ")}\``);
  return {
    schedules: all.project.commit,
    job: jobSummary(look),
    ...(job.title === undefined ? {} : { title: job.title }),
    inputs: [
      ...Object.keys(job.inputs ?? {}).map((input) => ({ name: input, from: "the schedule" })),
      ...Object.entries(job.inputs_from ?? {}).map(([input, source]) => ({ name: input, from: from(source) })),
    ],
    credentials: credentialsOf(job, all.project.config),
    requires_green_eval: needsGreenEval(job, all.project.config),
    timeout_ms: timeoutMs(job),
    next: nextSlots(look, shownSlots).map(slotInstant),
    ...(look.state === undefined ? {} : { state: look.state }),
  };
}
