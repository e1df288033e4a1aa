import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { releaseDeps } from "../cli/release-deps.ts";
import type { RollbackResult } from "../core/results/rollback.ts";
import { rollbackText } from "../reporters/release/rollback-text.ts";
import { rollback } from "../services/rollback.ts";

export default class Rollback extends BaseCommand<RollbackResult> {
  static override summary = "Point an environment back at a version that was live there.";
  static override description =
    "Needs a reason and nothing else: no gate, no model, no network. Without network it is recorded here (exit 8) and goes up with the next release command. With --also several prompts go back in one entry, all of them or none, and with --also-in several environments; with --snapshot alone, everything in ENVIRONMENT to what it was, or, without that, everything there is.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize production --reason 'empty answers since noon'",
    "<%= config.bin %> <%= command.id %> billing/summarize production --to 1.2.0 --reason 'known to be good'",
    "<%= config.bin %> <%= command.id %> billing/summarize production --also billing/classify --reason 'they belong together'",
    "<%= config.bin %> <%= command.id %> production --snapshot 2026-11-20T09:00Z --reason 'model outage'",
    "<%= config.bin %> <%= command.id %> --snapshot 2h --reason 'model outage, everywhere'",
  ];
  static override args = {
    prompt: Args.string({ description: "A prompt's id; left out with --snapshot for all there are." }),
    environment: Args.string({ description: "The environment; left out as well for all there are." }),
  };
  static override flags = {
    reason: Flags.string({ char: "r", helpValue: "TEXT", summary: "Why, for those who read the log later. Required." }),
    also: Flags.string({
      multiple: true,
      default: [],
      helpValue: "PROMPT",
      summary: "A further prompt that goes back in the same entry; repeatable. All of them or none.",
    }),
    "also-in": Flags.string({
      multiple: true,
      default: [],
      helpValue: "ENVIRONMENT",
      summary: "A further environment that goes back in the same entry; repeatable.",
    }),
    to: Flags.string({ helpValue: "X.Y.Z", summary: "A version that was live there. Default: the one before.", exclusive: ["snapshot", "also"] }),
    snapshot: Flags.string({
      helpValue: "ENTRY|TIME",
      summary: "Go back to what was live at an entry of the release log, at a time (UTC), or so long ago (2h, 7d, also written -2h).",
    }),
    "dry-run": Flags.boolean({ summary: "Decide and write nothing." }),
  };

  protected async execute(): Promise<Outcome<RollbackResult>> {
    const { args, flags } = await this.parse(Rollback);
    const whole = args.environment === undefined;
    const { reason = "", also, to, snapshot } = flags;
    const context = this.context(flags);
    const result = await rollback(await releaseDeps(context), {
      environment: args.environment ?? args.prompt,
      prompt: whole ? undefined : args.prompt,
      also,
      alsoIn: flags["also-in"],
      reason,
      to,
      snapshot,
      dryRun: flags["dry-run"],
    });
    return { result, exit: result.shared || result.outcome === "planned" ? "done" : "pending", text: (screen) => rollbackText(result, screen) };
  }
}
