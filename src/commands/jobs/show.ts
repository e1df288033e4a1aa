import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { jobsDeps } from "../../cli/run-due-deps.ts";
import type { JobsShowResult } from "../../core/results/jobs.ts";
import { jobsShowText } from "../../reporters/run/job-text.ts";
import { showJob } from "../../services/jobs/show-job.ts";

export default class JobsShow extends BaseCommand<JobsShowResult> {
  static override summary = "Show one job: its schedule, inputs, destinations, state and next slots.";
  static override examples = ["<%= config.bin %> <%= command.id %> daily"];
  static override args = { job: Args.string({ required: true, description: "A job's name." }) };
  static override flags = { fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }) };

  protected async execute(): Promise<Outcome<JobsShowResult>> {
    const { args, flags } = await this.parse(JobsShow);
    const result = await showJob(await jobsDeps(this.context(flags)), { job: args.job, fetch: flags.fetch });
    return { result, text: (screen) => jobsShowText(result, screen) };
  }
}
