import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { runDueDeps } from "../../cli/run-due-deps.ts";
import { timeFlag } from "../../cli/time-flag.ts";
import type { JobsPauseResult } from "../../core/results/jobs.ts";
import { jobsPauseText } from "../../reporters/run/job-text.ts";
import { pauseJob } from "../../services/jobs/pause-job.ts";

export default class JobsPause extends BaseCommand<JobsPauseResult> {
  static override summary = "Keep a job from running, with a reason; its slots are skipped and say so.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> daily --reason 'numbers are being corrected'",
    "<%= config.bin %> <%= command.id %> daily --reason holidays --until 2027-01-04T08:00Z",
  ];
  static override args = { job: Args.string({ required: true, description: "A job's name." }) };
  static override flags = {
    reason: Flags.string({ char: "r", helpValue: "TEXT", summary: "Why, for those who find it paused. Required." }),
    until: Flags.string({ helpValue: "TIME", summary: "It goes on by itself then: 2h, 3d (from now), 2026-11-20T09:00Z." }),
  };

  protected async execute(): Promise<Outcome<JobsPauseResult>> {
    const { args, flags } = await this.parse(JobsPause);
    const context = this.context(flags);
    const until = await timeFlag(context, "--until", flags.until, "from now");
    const result = await pauseJob(await runDueDeps(context), { job: args.job, reason: flags.reason ?? "", until });
    return { result, exit: result.shared ? "done" : "pending", text: (screen) => jobsPauseText(result, screen) };
  }
}
