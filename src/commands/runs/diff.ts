import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { jobsDeps } from "../../cli/run-due-deps.ts";
import type { RunsDiffResult } from "../../core/results/runs.ts";
import { runsDiffText } from "../../reporters/run/run-text.ts";
import { diffRuns } from "../../services/runs/diff-runs.ts";

export default class RunsDiff extends BaseCommand<RunsDiffResult> {
  static override summary = "Show what made two runs different: version, configuration, inputs, messages, answer.";
  static override examples = ["<%= config.bin %> <%= command.id %> daily~20261119T090000Z daily~20261120T090000Z"];
  static override args = {
    before: Args.string({ required: true, description: "A run's name." }),
    after: Args.string({ required: true, description: "Another one's." }),
  };

  protected async execute(): Promise<Outcome<RunsDiffResult>> {
    const { args, flags } = await this.parse(RunsDiff);
    const result = await diffRuns(await jobsDeps(this.context(flags)), args);
    return { result, text: (screen) => runsDiffText(result, screen) };
  }
}
