import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { runsExit } from "../../cli/run-due-exit.ts";
import { runDueDeps } from "../../cli/run-due-deps.ts";
import { requiredTimeFlag } from "../../cli/time-flag.ts";
import type { JobsRunResult } from "../../core/results/jobs.ts";
import { jobsRunText } from "../../reporters/run/jobs-run-text.ts";
import { backfillJob } from "../../services/jobs/run-job.ts";

export default class JobsBackfill extends BaseCommand<JobsRunResult> {
  static override summary = "Run the slots of a span that were never run: missed, skipped, or from before the job was there.";
  static override description = "Slots that were run are left alone. Each run uses the version that is live now, and delivers. Budgets hold.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> daily --from 2026-11-01 --to 2026-11-20 --dry-run",
    "<%= config.bin %> <%= command.id %> daily --from 2026-11-01T00:00Z --to 2026-11-20T12:00Z",
  ];
  static override args = { job: Args.string({ required: true, description: "A job's name." }) };
  static override flags = {
    from: Flags.string({ helpValue: "TIME", summary: "From this time on (UTC), or so long ago: 12h, 7d. Required." }),
    to: Flags.string({ helpValue: "TIME", summary: "Until this time (UTC) or so long ago; the slot of that very moment counts, too. Required." }),
    concurrency: Flags.integer({ char: "c", min: 1, max: 100, helpValue: "N", summary: "Runs under way at once. Default: 4." }),
    "dry-run": Flags.boolean({ default: false, summary: "Say what would be run, and run nothing." }),
  };

  protected async execute(): Promise<Outcome<JobsRunResult>> {
    const { args, flags } = await this.parse(JobsBackfill);
    const context = this.context(flags);
    const from = await requiredTimeFlag(context, "--from", flags.from, "ago");
    const to = await requiredTimeFlag(context, "--to", flags.to, "ago");
    const result = await backfillJob(await runDueDeps(context), {
      job: args.job,
      from,
      to,
      dryRun: flags["dry-run"],
      concurrency: flags.concurrency,
    });
    return { result, exit: runsExit(result), text: (screen) => jobsRunText(result, screen) };
  }
}
