import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { experimentDeps } from "../../cli/experiment-deps.ts";
import type { OutcomesRecordResult } from "../../core/results/outcomes-record.ts";
import { outcomesRecordText } from "../../reporters/outcomes/record-text.ts";
import { recordVersionOutcomes } from "../../services/outcomes/record-version-outcomes.ts";

export default class OutcomesRecord extends BaseCommand<OutcomesRecordResult> {
  static override summary = "Record what came of a version in use, from a file.";
  static override description =
    "For units (users, tickets, sessions) that had the version without an experiment; those of an experiment belong to `experiment record`. JSON Lines or CSV: `unit` (only a digest of it is kept), `value` and the metrics that the environment's watch looks at (`after_promote.watch.guards.outcomes`), each from 0 to 1, 1 is good, and if you like `at`. All of a file is recorded or nothing; of a unit the earliest outcome counts. `release check` judges them. Exit 8 while the remote does not have them.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize@1.3.0 production outcomes.csv",
    "cat outcomes.jsonl | <%= config.bin %> <%= command.id %> billing/summarize@1.3.0 production -",
  ];
  static override args = {
    version: Args.string({ required: true, description: "billing/summarize@1.3.0" }),
    environment: Args.string({ required: true, description: "Where it is live." }),
    file: Args.string({ required: true, description: "A .jsonl or .csv file; - is JSON Lines on standard input." }),
  };

  protected async execute(): Promise<Outcome<OutcomesRecordResult>> {
    const { args, flags } = await this.parse(OutcomesRecord);
    const context = this.context(flags);
    const deps = { ...(await experimentDeps(context)), given: await context.givenFiles() };
    const result = await recordVersionOutcomes(deps, args);
    return { result, exit: result.shared ? "done" : "pending", text: (screen) => outcomesRecordText(result, screen) };
  }
}
