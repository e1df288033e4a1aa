import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { evidenceElsewhere } from "../cli/evidence-deps.ts";
import type { VerifyResult } from "../core/results/verify.ts";
import { verifyText } from "../reporters/release/verify-text.ts";
import { verifyBundle } from "../services/verify-bundle.ts";
import { verify } from "../services/verify.ts";

export default class Verify extends BaseCommand<VerifyResult> {
  static override summary = "Check that everything released is what it claims to be.";
  static override description =
    "The release log's chain and state, who signed its entries, and of each version its tag, its statement, its digest (from the tag's own tree), its evidence and its signature. Works without network; with --fetch the tags on the remote are compared as well. Exit 1 when something is not what it claims to be.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0",
    "<%= config.bin %> <%= command.id %> --bundle summarize.bundle --allowed-signers signers.txt",
  ];
  static override args = { version: Args.string({ description: "A published version: id@1.2.0. Default: all of them." }) };
  static override flags = {
    fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }),
    bundle: Flags.string({ helpValue: "FILE", exclusive: ["fetch"], summary: "Check a bundle that `release bundle` wrote; no repository is needed." }),
    "allowed-signers": Flags.string({
      helpValue: "FILE",
      dependsOn: ["bundle"],
      summary: "With --bundle: every tag and entry must be signed by one of these (a file as ssh-keygen has it).",
    }),
  };

  protected async execute(): Promise<Outcome<VerifyResult>> {
    const { args, flags } = await this.parse(Verify);
    const context = this.context(flags);
    const result =
      flags.bundle === undefined
        ? await verify(
            { git: await context.git(), evaluations: await context.evaluations(), evidenceElsewhere: evidenceElsewhere(context, flags.fetch) },
            { version: args.version, fetch: flags.fetch },
          )
        : await verifyBundle(await context.releaseBundles(false), {
            bundle: flags.bundle,
            version: args.version,
            allowedSigners: flags["allowed-signers"],
          });
    return { result, exit: result.sound ? "done" : "no", text: (screen) => verifyText(result, screen) };
  }
}
