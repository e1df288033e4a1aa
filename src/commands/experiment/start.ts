import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { chanceFlag } from "../../cli/chance-flag.ts";
import { experimentDeps } from "../../cli/experiment-deps.ts";
import { guardFlags } from "../../cli/guard-flag.ts";
import type { ExperimentStartResult } from "../../core/results/experiment.ts";
import { experimentStartText } from "../../reporters/experiment/start-text.ts";
import { startExperiment } from "../../services/experiment/start-experiment.ts";

export default class ExperimentStartCommand extends BaseCommand<ExperimentStartResult> {
  static override summary = "Begin to compare a version with the one that is live, in use.";
  static override description =
    "The environment's policy must let the version there as it would by a promotion; the gate is asked when it is promoted. What is live stays live: callers ask which version a unit gets, and record what came of it.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize@1.3.0 production --share 10 --guard no-complaint=0.02",
    "<%= config.bin %> <%= command.id %> billing/summarize@1.3.0 production --max-units 5000",
  ];
  static override args = {
    candidate: Args.string({ required: true, description: "A published version: id@1.3.0." }),
    environment: Args.string({ required: true, description: "Where the other one is live." }),
  };
  static override flags = {
    share: Flags.integer({ min: 1, max: 99, default: 50, helpValue: "PERCENT", summary: "So many of a hundred units get the candidate." }),
    guard: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "NAME=MARGIN",
      summary: "What must not become worse by more than the margin (0 to 1): the experiment ends when it does. Repeatable.",
    }),
    alpha: Flags.string({ default: "0.05", helpValue: "CHANCE", summary: "The chance of a wrong word, however often somebody looks." }),
    "max-units": Flags.integer({ min: 2, helpValue: "N", summary: "With so many outcomes it is undecided." }),
  };

  protected async execute(): Promise<Outcome<ExperimentStartResult>> {
    const { args, flags } = await this.parse(ExperimentStartCommand);
    const { share, guard, alpha, "max-units": maxUnits } = flags;
    const input = {
      candidate: args.candidate,
      environment: args.environment,
      share: share / 100,
      alpha: chanceFlag(alpha),
      maxUnits,
      guards: guardFlags(guard),
    };
    const result = await startExperiment(await experimentDeps(this.context(flags)), input);
    return { result, exit: result.outcome === "started" ? "done" : "no", text: (screen) => experimentStartText(result, screen) };
  }
}
