import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { jobsDeps } from "../../cli/run-due-deps.ts";
import type { RunsTimelineResult } from "../../core/results/runs.ts";
import { runsTimelineText } from "../../reporters/run/run-text.ts";
import { runTimeline } from "../../services/runs/run-timeline.ts";

export default class RunsTimeline extends BaseCommand<RunsTimelineResult> {
  static override summary = "Show what happened to a run, from its claim to its last receipt.";
  static override examples = ["<%= config.bin %> <%= command.id %> daily~20261120T090000Z"];
  static override args = { run: Args.string({ required: true, description: "A run's name." }) };
  static override flags = { fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }) };

  protected async execute(): Promise<Outcome<RunsTimelineResult>> {
    const { args, flags } = await this.parse(RunsTimeline);
    const result = await runTimeline(await jobsDeps(this.context(flags)), { run: args.run, fetch: flags.fetch });
    return { result, text: (screen) => runsTimelineText(result, screen) };
  }
}
