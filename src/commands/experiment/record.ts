import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { experimentDeps } from "../../cli/experiment-deps.ts";
import { experimentExit } from "../../cli/experiment-exit.ts";
import type { ExperimentRecordResult } from "../../core/results/experiment.ts";
import { experimentRecordText } from "../../reporters/experiment/record-text.ts";
import { recordOutcomes } from "../../services/experiment/record-outcomes.ts";

export default class ExperimentRecord extends BaseCommand<ExperimentRecordResult> {
  static override summary = "Record what came of units in an experiment, from a file.";
  static override description =
    "JSON Lines or CSV: `unit` (whoever was assigned; only a digest of it is kept), `value` from 0 to 1, the guards by their names (0 to 1, 1 is good), and if you like `at` and `arm`, which must be the one assigned. All of a file is recorded or nothing; of a unit the earliest outcome counts. The experiment is stopped at once when units were not split as meant, or a guard is hurt: exit 1.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize@production~1 outcomes.csv",
    "cat outcomes.jsonl | <%= config.bin %> <%= command.id %> billing/summarize@production~1 -",
  ];
  static override args = {
    experiment: Args.string({ required: true, description: "billing/summarize@production~1" }),
    file: Args.string({ required: true, description: "A .jsonl or .csv file; - is JSON Lines on standard input." }),
  };

  protected async execute(): Promise<Outcome<ExperimentRecordResult>> {
    const { args, flags } = await this.parse(ExperimentRecord);
    const context = this.context(flags);
    const deps = { ...(await experimentDeps(context)), given: await context.givenFiles() };
    const result = await recordOutcomes(deps, { experiment: args.experiment, file: args.file });
    const exit = result.status.stop === undefined ? "done" : experimentExit([result.status]);
    return { result, exit, text: (screen) => experimentRecordText(result, screen) };
  }
}
