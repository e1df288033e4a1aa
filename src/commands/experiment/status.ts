import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { experimentDeps } from "../../cli/experiment-deps.ts";
import { experimentExit, runningExit } from "../../cli/experiment-exit.ts";
import type { ExperimentStatusResult } from "../../core/results/experiment.ts";
import { experimentStatusText } from "../../reporters/experiment/status-text.ts";
import { experimentStatus } from "../../services/experiment/experiment-status.ts";

export default class ExperimentStatus extends BaseCommand<ExperimentStatusResult> {
  static override summary = "Show what experiments say so far.";
  static override description =
    "Intervals hold however often you look, so you may stop as soon as they say something. Exit 0: it runs, or the candidate is better; 1: it is worse, a guard is hurt, or the split is not as meant; 5: undecided.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> billing/summarize@production~1 --fetch"];
  static override args = { experiment: Args.string({ description: "billing/summarize@production~1. Default: all that are running." }) };
  static override flags = {
    all: Flags.boolean({ summary: "Those that are over as well." }),
    fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }),
  };

  protected async execute(): Promise<Outcome<ExperimentStatusResult>> {
    const { args, flags } = await this.parse(ExperimentStatus);
    const result = await experimentStatus(await experimentDeps(this.context(flags)), { experiment: args.experiment, all: flags.all, fetch: flags.fetch });
    return {
      result,
      exit: args.experiment === undefined ? runningExit(result.experiments) : experimentExit(result.experiments),
      text: (screen) => experimentStatusText(result, screen),
    };
  }
}
