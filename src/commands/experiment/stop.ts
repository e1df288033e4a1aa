import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { experimentDeps } from "../../cli/experiment-deps.ts";
import { experimentExit } from "../../cli/experiment-exit.ts";
import type { ExperimentStopResult } from "../../core/results/experiment.ts";
import { experimentStopText } from "../../reporters/experiment/stop-text.ts";
import { stopExperiment } from "../../services/experiment/stop-experiment.ts";

export default class ExperimentStop extends BaseCommand<ExperimentStopResult> {
  static override summary = "End an experiment; from then on everybody gets control.";
  static override description =
    "Exits by its verdict, as `experiment status` does: 0 when the candidate is better, 1 when it is worse, 5 when it stays undecided.";
  static override examples = ["<%= config.bin %> <%= command.id %> billing/summarize@production~1 --reason 'clear enough'"];
  static override args = { experiment: Args.string({ required: true, description: "billing/summarize@production~1" }) };
  static override flags = { reason: Flags.string({ char: "r", helpValue: "TEXT", summary: "Why, for those who read it later. Required." }) };

  protected async execute(): Promise<Outcome<ExperimentStopResult>> {
    const { args, flags } = await this.parse(ExperimentStop);
    const result = await stopExperiment(await experimentDeps(this.context(flags)), { experiment: args.experiment, reason: flags.reason ?? "" });
    return { result, exit: experimentExit([result.status]), text: (screen) => experimentStopText(result, screen) };
  }
}
