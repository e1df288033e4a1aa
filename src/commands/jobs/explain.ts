import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { runDueDeps } from "../../cli/run-due-deps.ts";
import { timeFlag } from "../../cli/time-flag.ts";
import type { JobsExplainResult } from "../../core/results/jobs.ts";
import { jobsExplainText } from "../../reporters/run/job-text.ts";
import { explainJob } from "../../services/jobs/explain-job.ts";

export default class JobsExplain extends BaseCommand<JobsExplainResult> {
  static override summary = "Say what a tick would do about a job, now or at a time, and why.";
  static override description =
    "Asks what `run-due --dry-run` asks: the commit's schedules, the ledger and the releases as they are on the remote now, budgets. What programs and servers give as inputs is not fetched for it.";
  static override examples = ["<%= config.bin %> <%= command.id %> daily", "<%= config.bin %> <%= command.id %> daily --at 2026-11-20T09:00Z"];
  static override args = { job: Args.string({ required: true, description: "A job's name." }) };
  static override flags = {
    at: Flags.string({ helpValue: "TIME", summary: "At this time (UTC), or so far from now: 2h, 3d (ahead; `--at=-2h` is back). Default: now." }),
  };

  protected async execute(): Promise<Outcome<JobsExplainResult>> {
    const { args, flags } = await this.parse(JobsExplain);
    const context = this.context(flags);
    const at = await timeFlag(context, "--at", flags.at, "from now");
    const result = await explainJob(await runDueDeps(context), { job: args.job, at });
    return { result, text: (screen) => jobsExplainText(result, screen) };
  }
}
