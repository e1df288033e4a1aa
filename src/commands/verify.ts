import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { VerifyResult } from "../core/results/verify.ts";
import { verifyText } from "../reporters/release/verify-text.ts";
import { verify } from "../services/verify.ts";

export default class Verify extends BaseCommand<VerifyResult> {
  static override summary = "Check that everything released is what it claims to be.";
  static override description =
    "The release log's chain and state, and of each version its tag, its statement, its digest (from the tag's own tree), its evidence and its signature. Works without network. Exit 1 when something is not what it claims to be.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0"];
  static override args = { version: Args.string({ description: "A published version: id@1.2.0. Default: all of them." }) };
  static override flags = { fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }) };

  protected async execute(): Promise<Outcome<VerifyResult>> {
    const { args, flags } = await this.parse(Verify);
    const context = this.context(flags);
    const result = await verify({ git: await context.git(), evaluations: await context.evaluations() }, { version: args.version, fetch: flags.fetch });
    return { result, exit: result.sound ? "done" : "no", text: (screen) => verifyText(result, screen) };
  }
}
