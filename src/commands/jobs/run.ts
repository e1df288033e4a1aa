import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { runsExit } from "../../cli/run-due-exit.ts";
import { runDueDeps } from "../../cli/run-due-deps.ts";
import { timeFlag } from "../../cli/time-flag.ts";
import type { JobsRunResult } from "../../core/results/jobs.ts";
import { jobsRunText } from "../../reporters/run/jobs-run-text.ts";
import { runJob } from "../../services/jobs/run-job.ts";

export default class JobsRun extends BaseCommand<JobsRunResult> {
  static override summary = "Run a job now and deliver, whatever its schedule says.";
  static override description =
    "Without --slot it is a run beside the schedule, which decides nothing about its slots. With --slot it is that slot's own run, or, where the slot was decided already, one more run of it under a name of its own. A pause does not hold it back.";
  static override examples = ["<%= config.bin %> <%= command.id %> daily", "<%= config.bin %> <%= command.id %> daily --slot 2026-11-20T09:00Z"];
  static override args = { job: Args.string({ required: true, description: "A job's name." }) };
  static override flags = { slot: Flags.string({ helpValue: "TIME", summary: "A slot of its schedule (UTC)." }) };

  protected async execute(): Promise<Outcome<JobsRunResult>> {
    const { args, flags } = await this.parse(JobsRun);
    const context = this.context(flags);
    const slot = await timeFlag(context, "--slot", flags.slot);
    const result = await runJob(await runDueDeps(context), { job: args.job, slot });
    return { result, exit: runsExit(result), text: (screen) => jobsRunText(result, screen) };
  }
}
