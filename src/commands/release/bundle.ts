import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { evidenceElsewhere } from "../../cli/evidence-deps.ts";
import type { ReleaseBundleResult } from "../../core/results/release-bundle.ts";
import { releaseBundleText } from "../../reporters/release/bundle-text.ts";
import { releaseBundle } from "../../services/release-bundle.ts";

export default class ReleaseBundle extends BaseCommand<ReleaseBundleResult> {
  static override summary = "Write versions, the release log and the evidence into one file that others can check.";
  static override description =
    "The file is a git bundle: `promptops verify --bundle FILE` checks it offline, without your repository. It holds the commits of the versions with everything they come from: give it only to those who may read your repository.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0 --output summarize.bundle",
    "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0 billing/classify@2.0.0 --output billing.bundle",
  ];
  static override args = { version: Args.string({ required: true, multiple: true, description: "Published versions: id@1.2.0." }) };
  static override flags = {
    output: Flags.string({ char: "o", required: true, helpValue: "FILE", summary: "Where to write it; what is there is replaced." }),
    fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }),
  };

  protected async execute(): Promise<Outcome<ReleaseBundleResult>> {
    const { args, flags } = await this.parse(ReleaseBundle);
    const context = this.context(flags);
    const deps = {
      git: await context.git(),
      evaluations: await context.evaluations(),
      evidenceElsewhere: evidenceElsewhere(context, flags.fetch),
      bundles: await context.releaseBundles(),
      lock: await context.lock(),
      clock: await context.clock(),
      toolVersion: context.version,
    };
    const result = await releaseBundle(deps, { versions: args.version, output: flags.output, fetch: flags.fetch });
    return { result, text: (screen) => releaseBundleText(result, screen) };
  }
}
