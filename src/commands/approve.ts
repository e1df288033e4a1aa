import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { releaseDeps } from "../cli/release-deps.ts";
import type { ApproveResult } from "../core/results/approve.ts";
import { approveText } from "../reporters/release/approve-text.ts";
import { approve } from "../services/approve.ts";

export default class Approve extends BaseCommand<ApproveResult> {
  static override summary = "Say that a published version may go to an environment.";
  static override description =
    "Your word is an entry of the release log, under your git identity, and signed where the policy asks for signatures. Nobody approves a version that they published, or committed to since what is live there. An environment whose `approvals` in .promptops.yml wants more words than there are takes nothing.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0 production",
    "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0 production --reason 'read all failed cases'",
  ];
  static override args = {
    version: Args.string({ required: true, description: "A published version: id@1.2.0" }),
    environment: Args.string({ required: true, description: "An environment of the project." }),
  };
  static override flags = {
    reason: Flags.string({ char: "r", helpValue: "TEXT", summary: "What you looked at, for those who read the log later." }),
    "dry-run": Flags.boolean({ summary: "Decide and write nothing." }),
  };

  protected async execute(): Promise<Outcome<ApproveResult>> {
    const { args, flags } = await this.parse(Approve);
    const context = this.context(flags);
    const result = await approve(await releaseDeps(context), { ...args, reason: flags.reason, dryRun: flags["dry-run"] });
    return { result, exit: "done", text: (screen) => approveText(result, screen) };
  }
}
