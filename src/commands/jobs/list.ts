import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { jobsDeps } from "../../cli/run-due-deps.ts";
import type { JobsListResult } from "../../core/results/jobs.ts";
import { jobsListText } from "../../reporters/run/jobs-text.ts";
import { listJobs } from "../../services/jobs/list-jobs.ts";

export default class JobsList extends BaseCommand<JobsListResult> {
  static override summary = "List the jobs of the commit: when each is due, how its last run ended, why it is paused.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> --fetch --json"];
  static override flags = { fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }) };

  protected async execute(): Promise<Outcome<JobsListResult>> {
    const { flags } = await this.parse(JobsList);
    const result = await listJobs(await jobsDeps(this.context(flags)), { fetch: flags.fetch });
    return { result, exit: result.broken.length === 0 ? "done" : "usage", text: (screen) => jobsListText(result, screen) };
  }
}
