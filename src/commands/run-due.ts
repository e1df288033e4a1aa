import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { runDueDeps } from "../cli/run-due-deps.ts";
import { timeFlag } from "../cli/time-flag.ts";
import type { RunDueResult } from "../core/results/run-due.ts";
import { noteworthy } from "../reporters/run/noteworthy.ts";
import { runDueText } from "../reporters/run/run-due-text.ts";
import { uncommittedLine } from "../reporters/run/uncommitted-line.ts";
import { runDueExit } from "../cli/run-due-exit.ts";
import { runDue } from "../services/run-due.ts";

export default class RunDue extends BaseCommand<RunDueResult> {
  static override summary = "Run what is due: one tick, for cron.";
  static override description =
    "Reads schedules and configuration from the commit, claims the slots that are due, runs each once with its released version, records and delivers. Two ticks at once are safe, on one machine or on many. Exit 0: all well; 1: a run or a delivery failed for good; 3: the environment; 8: something is still to come.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> --quiet",
    "<%= config.bin %> <%= command.id %> --dry-run --at 2026-11-20T09:00Z",
    "<%= config.bin %> <%= command.id %> --job daily --job weekly --concurrency 2",
  ];
  static override flags = {
    at: Flags.string({ helpValue: "TIME", summary: "Act as if it were this time (UTC), or so far from now: 2h, 3d (ahead; `--at=-2h` is back)." }),
    job: Flags.string({ char: "j", multiple: true, helpValue: "JOB", summary: "Only this job; may be given more than once." }),
    max: Flags.integer({ min: 1, helpValue: "N", summary: "So many runs at most; the rest stays due." }),
    concurrency: Flags.integer({ char: "c", min: 1, max: 1000, helpValue: "N", summary: "Runs under way at once. Default: 8." }),
    quiet: Flags.boolean({
      char: "q",
      summary: "Say only what somebody should look at, and nothing where all is as it was meant: for cron, which mails whatever is printed.",
    }),
    "dry-run": Flags.boolean({ default: false, summary: "Say what would be run, and write nothing." }),
  };

  protected async execute(): Promise<Outcome<RunDueResult>> {
    const { flags } = await this.parse(RunDue);
    const context = this.context(flags);
    const at = await timeFlag(context, "--at", flags.at, "from now");
    const result = await runDue(await runDueDeps(context), {
      at,
      jobs: flags.job ?? [],
      max: flags.max,
      concurrency: flags.concurrency,
      dryRun: flags["dry-run"],
    });
    if (flags.quiet) return { result, exit: runDueExit(result), text: (screen) => runDueText(noteworthy(result), screen, "") };
    // Cron reads no hints, and a tick that finds nothing to do has to be quick.
    const asks = process.stdout.isTTY && !this.jsonEnabled() && isNothing(result);
    const uncommitted = asks ? await (await context.git()).uncommitted(["schedules"]) : [];
    return { result, exit: runDueExit(result), text: (screen) => [runDueText(result, screen), ...uncommittedLine(uncommitted, screen)].join("\n") };
  }
}

function isNothing({ busy, runs, skipped, waiting }: RunDueResult): boolean {
  return !busy && runs.length + skipped.length + waiting.length === 0;
}
