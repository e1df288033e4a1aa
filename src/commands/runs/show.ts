import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { jobsDeps } from "../../cli/run-due-deps.ts";
import type { RunsShowResult } from "../../core/results/runs.ts";
import { runsShowText } from "../../reporters/run/run-text.ts";
import { showRun } from "../../services/runs/show-run.ts";

export default class RunsShow extends BaseCommand<RunsShowResult> {
  static override summary = "Show everything recorded of a run: version, inputs, messages, answer, cost, deliveries.";
  static override examples = ["<%= config.bin %> <%= command.id %> daily~20261120T090000Z"];
  static override args = { run: Args.string({ required: true, description: "A run's name." }) };
  static override flags = { fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }) };

  protected async execute(): Promise<Outcome<RunsShowResult>> {
    const { args, flags } = await this.parse(RunsShow);
    const result = await showRun(await jobsDeps(this.context(flags)), { run: args.run, fetch: flags.fetch });
    return { result, text: (screen) => runsShowText(result, screen) };
  }
}
