import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { ShowResult } from "../core/results/show.ts";
import { showText } from "../reporters/show-text.ts";
import { showPrompt } from "../services/show-prompt.ts";

export default class Show extends BaseCommand<ShowResult> {
  static override summary = "Show one prompt: messages, variables, model, output contract, suites, manifest.";
  static override examples = ["<%= config.bin %> <%= command.id %> billing/summarize", "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0"];
  static override args = { prompt: Args.string({ required: true, description: "A prompt's id, with @version for a published one." }) };

  protected async execute(): Promise<Outcome<ShowResult>> {
    const { args, flags } = await this.parse(Show);
    const context = this.context(flags);
    const result = await showPrompt({ source: await context.workTree(), git: await context.git() }, { prompt: args.prompt });
    return { result, text: (screen) => showText(result, screen) };
  }
}
