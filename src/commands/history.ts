import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { HistoryResult } from "../core/results/history.ts";
import { historyText } from "../reporters/release/history-text.ts";
import { history } from "../services/history.ts";

export default class History extends BaseCommand<HistoryResult> {
  static override summary = "Show a prompt's versions and what happened to them, or the whole release log.";
  static override examples = ["<%= config.bin %> <%= command.id %> billing/summarize", "<%= config.bin %> <%= command.id %> --limit 100"];
  static override args = { prompt: Args.string({ description: "A prompt's id. Default: everything in the release log." }) };
  static override flags = {
    limit: Flags.integer({ char: "n", min: 1, default: 30, helpValue: "N", summary: "So many versions and entries at most." }),
    fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }),
  };

  protected async execute(): Promise<Outcome<HistoryResult>> {
    const { args, flags } = await this.parse(History);
    const context = this.context(flags);
    const result = await history(
      { git: await context.git(), workTree: await context.workTree() },
      { prompt: args.prompt, limit: flags.limit, fetch: flags.fetch },
    );
    return { result, text: (screen) => historyText(result, screen) };
  }
}
