import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { releaseDeps } from "../cli/release-deps.ts";
import type { DeprecateResult } from "../core/results/deprecate.ts";
import { deprecateText } from "../reporters/release/deprecate-text.ts";
import { deprecate } from "../services/deprecate.ts";

export default class Deprecate extends BaseCommand<DeprecateResult> {
  static override summary = "Say that a published version is to be promoted no more.";
  static override description =
    "Where it is live it stays until something else is promoted or rolled back to; a rollback passes over it, unless --to or --snapshot leads there. Needs a reason, and no network: offline it is recorded here (exit 8).";
  static override examples = ["<%= config.bin %> <%= command.id %> billing/summarize@1.2.0 --reason 'invents invoice numbers'"];
  static override args = { version: Args.string({ required: true, description: "A published version: id@1.2.0" }) };
  static override flags = {
    reason: Flags.string({ char: "r", helpValue: "TEXT", summary: "Why, for those who read the log later. Required." }),
    "dry-run": Flags.boolean({ summary: "Decide and write nothing." }),
  };

  protected async execute(): Promise<Outcome<DeprecateResult>> {
    const { args, flags } = await this.parse(Deprecate);
    const context = this.context(flags);
    const result = await deprecate(await releaseDeps(context), { version: args.version, reason: flags.reason ?? "", dryRun: flags["dry-run"] });
    return { result, exit: result.shared || result.outcome === "planned" ? "done" : "pending", text: (screen) => deprecateText(result, screen) };
  }
}
