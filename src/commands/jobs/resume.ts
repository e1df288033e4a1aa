import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { runDueDeps } from "../../cli/run-due-deps.ts";
import type { JobsPauseResult } from "../../core/results/jobs.ts";
import { jobsPauseText } from "../../reporters/run/job-text.ts";
import { resumeJob } from "../../services/jobs/pause-job.ts";

export default class JobsResume extends BaseCommand<JobsPauseResult> {
  static override summary = "Let a paused job run again; slots that passed meanwhile stay skipped.";
  static override examples = ["<%= config.bin %> <%= command.id %> daily --reason 'the endpoint is back'"];
  static override args = { job: Args.string({ required: true, description: "A job's name." }) };
  static override flags = { reason: Flags.string({ char: "r", helpValue: "TEXT", summary: "Why." }) };

  protected async execute(): Promise<Outcome<JobsPauseResult>> {
    const { args, flags } = await this.parse(JobsResume);
    const result = await resumeJob(await runDueDeps(this.context(flags)), { job: args.job, reason: flags.reason });
    return { result, exit: result.shared ? "done" : "pending", text: (screen) => jobsPauseText(result, screen) };
  }
}
