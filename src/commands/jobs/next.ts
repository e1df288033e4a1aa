import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { jobsDeps } from "../../cli/run-due-deps.ts";
import type { JobsNextResult } from "../../core/results/jobs.ts";
import { jobsNextText } from "../../reporters/run/job-text.ts";
import { nextSlotsOf } from "../../services/jobs/next-slots.ts";

export default class JobsNext extends BaseCommand<JobsNextResult> {
  static override summary = "Show when jobs are due next.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> daily -n 20"];
  static override args = { job: Args.string({ description: "Only this job." }) };
  static override flags = { number: Flags.integer({ char: "n", min: 1, max: 1000, default: 10, helpValue: "N", summary: "So many slots." }) };

  protected async execute(): Promise<Outcome<JobsNextResult>> {
    const { args, flags } = await this.parse(JobsNext);
    const result = await nextSlotsOf(await jobsDeps(this.context(flags)), { job: args.job, count: flags.number });
    return { result, text: (screen) => jobsNextText(result, screen) };
  }
}
