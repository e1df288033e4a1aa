import type { JobsExplainResult } from "../../core/results/jobs.ts";
import { decisionSentence } from "../../core/run/decision-sentence.ts";
import { instant, slotInstant } from "../../core/run/instant.ts";
import { jobSummary, nextSlots } from "../../core/run/job-summary.ts";
import { decideJob } from "../../core/schedule/decide-job.ts";
import type { JobsDeps } from "./jobs-deps.ts";
import { jobLook, lookAtJobs, requireJob } from "./look-at-jobs.ts";

/** What a tick would decide about a job at a time, and why. @param at Milliseconds since the epoch; now when absent. @throws PromptopsError `unknown-job`. */
export async function explainJob(
  deps: JobsDeps,
  { job: name, at = deps.clock.now() }: { readonly job: string; readonly at?: number | undefined },
): Promise<JobsExplainResult> {
  const all = await lookAtJobs(deps, false);
  const job = requireJob(all, name);
  const look = await jobLook(all.view, name, job, at);
  const decisions = decideJob({ name, job, state: look.state, now: at });
  const { status, reason } = jobSummary(look);
  const next = nextSlots(look, 2).find((slot) => slot > at);
  const nothing =
    status === "running" || status === "waiting"
      ? `A tick does nothing: its run ${look.state?.last_run?.run} goes on.${reason === undefined ? "" : ` ${reason}`}`
      : "A tick does nothing: no slot of it is due.";
  return {
    job: name,
    at: instant(at),
    sentences: decisions.length === 0 ? [nothing] : decisions.map(decisionSentence),
    decisions: decisions.map((decision) => ({
      kind: decision.kind,
      ...("slot" in decision ? { slot: slotInstant(decision.slot) } : {}),
      ...(decision.kind === "skip" ? { reason: { code: decision.code, message: decision.message } } : {}),
    })),
    ...(next === undefined ? {} : { next: slotInstant(next) }),
  };
}
