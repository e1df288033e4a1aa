import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { runDueDeps } from "../cli/run-due-deps.ts";
import type { PreviewResult } from "../core/results/runs.ts";
import { previewText } from "../reporters/run/preview-text.ts";
import { preview } from "../services/preview.ts";

export default class Preview extends BaseCommand<PreviewResult> {
  static override summary = "Run a job's released version as a tick would, without claiming a slot and without delivering.";
  static override description = "Shows what the model says and what would be sent where. It is recorded as a preview and counts in budgets.";
  static override examples = ["<%= config.bin %> <%= command.id %> daily", "<%= config.bin %> <%= command.id %> daily --compare daily~20261120T090000Z"];
  static override args = { job: Args.string({ required: true, description: "A job's name." }) };
  static override flags = {
    compare: Flags.string({ helpValue: "RUN", summary: "Show what differs from a run: version, configuration, inputs, rendered messages, answer." }),
  };

  protected async execute(): Promise<Outcome<PreviewResult>> {
    const { args, flags } = await this.parse(Preview);
    const result = await preview(await runDueDeps(this.context(flags)), { job: args.job, compare: flags.compare });
    return { result, exit: result.run.status === "succeeded" ? "done" : "no", text: (screen) => previewText(result, screen) };
  }
}
