import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { runDueDeps } from "../../cli/run-due-deps.ts";
import { runsExit } from "../../cli/run-due-exit.ts";
import type { RunsRerunResult } from "../../core/results/runs.ts";
import { runsRerunText } from "../../reporters/run/run-text.ts";
import { rerun } from "../../services/runs/rerun.ts";

export default class RunsRerun extends BaseCommand<RunsRerunResult> {
  static override summary = "Run a run again: its exact version with the inputs that were captured.";
  static override description =
    "The model is asked and paid anew; to send an answer again that is there, use `promptops deliveries replay`. What cannot be as it was is said. Nothing is delivered without --deliver.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> daily~20261120T090000Z",
    "<%= config.bin %> <%= command.id %> daily~20261120T090000Z --deliver",
  ];
  static override args = { run: Args.string({ required: true, description: "A run's name." }) };
  static override flags = { deliver: Flags.boolean({ summary: "Deliver to the job's destinations too." }) };

  protected async execute(): Promise<Outcome<RunsRerunResult>> {
    const { args, flags } = await this.parse(RunsRerun);
    const result = await rerun(await runDueDeps(this.context(flags)), { run: args.run, deliver: flags.deliver });
    return { result, exit: runsExit({ runs: [result.run], deliveries: result.deliveries }), text: (screen) => runsRerunText(result, screen) };
  }
}
