import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { LiveResult } from "../core/results/live.ts";
import { liveText } from "../reporters/release/live-text.ts";
import { live } from "../services/live.ts";

export default class Live extends BaseCommand<LiveResult> {
  static override summary = "Show which version is live where, since when, and why.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> billing/summarize --at 2026-11-20T09:00Z",
    "<%= config.bin %> <%= command.id %> --environment production --fetch",
  ];
  static override args = { prompt: Args.string({ description: "Only this prompt." }) };
  static override flags = {
    environment: Flags.string({ char: "e", helpValue: "NAME", summary: "Only this environment." }),
    at: Flags.string({
      helpValue: "TIME|ENTRY",
      summary: "What was live then: a time (UTC), how long ago (2h, 7d, also written -2h), or an entry of the release log.",
    }),
    fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }),
  };

  protected async execute(): Promise<Outcome<LiveResult>> {
    const { args, flags } = await this.parse(Live);
    const { environment, at, fetch } = flags;
    const context = this.context(flags);
    const result = await live(
      { git: await context.git(), workTree: await context.workTree(), clock: await context.clock(), cache: await context.releaseCache() },
      { prompt: args.prompt, environment, at, fetch },
    );
    return { result, text: (screen) => liveText(result, screen) };
  }
}
