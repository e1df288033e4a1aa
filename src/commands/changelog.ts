import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { ChangelogResult } from "../core/results/changelog.ts";
import { changelogMarkdown } from "../reporters/release/changelog-markdown.ts";
import { changelog } from "../services/changelog.ts";

export default class Changelog extends BaseCommand<ChangelogResult> {
  static override summary = "Write a prompt's changelog as Markdown, from its tags and the release log.";
  static override description =
    "Of every version: when, who, the sentence its author gave, what changed for those who call it, its scores before and after, where it went live, and rollbacks with their reasons.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize > CHANGELOG.md",
    "<%= config.bin %> <%= command.id %> billing/summarize --limit 1 --json",
  ];
  static override args = { prompt: Args.string({ required: true, description: "A prompt's id." }) };
  static override flags = {
    limit: Flags.integer({ char: "n", min: 1, default: 1000, helpValue: "N", summary: "The newest so many versions." }),
    fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }),
  };

  protected async execute(): Promise<Outcome<ChangelogResult>> {
    const { args, flags } = await this.parse(Changelog);
    const context = this.context(flags);
    const deps = { git: await context.git(), workTree: await context.workTree() };
    const result = await changelog(deps, { prompt: args.prompt, limit: flags.limit, fetch: flags.fetch });
    return { result, text: changelogMarkdown(result) };
  }
}
