import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { DiffResult } from "../core/results/diff.ts";
import { diffText } from "../reporters/release/diff-text.ts";
import { diff } from "../services/diff.ts";

export default class Diff extends BaseCommand<DiffResult> {
  static override summary = "Show what differs between two states of a prompt, and what it means for the version's number.";
  static override description =
    "A state is `id` (the work tree), `id@1.2.0`, `id@production` (what is live there) or `id@HEAD~3` (any revision git knows). With one id alone: from what is live (else the latest version, else the last commit) to the work tree.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize",
    "<%= config.bin %> <%= command.id %> billing/summarize@production",
    "<%= config.bin %> <%= command.id %> billing/summarize@1.1.0 billing/summarize@1.2.0",
  ];
  static override args = {
    from: Args.string({ required: true, description: "The state before." }),
    to: Args.string({ description: "The state after. Default: the work tree." }),
  };

  protected async execute(): Promise<Outcome<DiffResult>> {
    const { args, flags } = await this.parse(Diff);
    const context = this.context(flags);
    const result = await diff({ git: await context.git(), workTree: await context.workTree() }, args);
    return { result, text: (screen) => diffText(result, screen) };
  }
}
