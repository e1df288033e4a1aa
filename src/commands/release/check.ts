import { Args, Flags } from "@oclif/core";
import { afterPromoteExit } from "../../cli/after-promote-exit.ts";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { gateDeps, releaseDeps } from "../../cli/release-deps.ts";
import type { ReleaseCheckResult } from "../../core/results/release-check.ts";
import { releaseCheckText } from "../../reporters/release/release-check-text.ts";
import { releaseCheck } from "../../services/release-check.ts";
import { whileWatching } from "../../ui/terminal/while-watching.ts";

export default class ReleaseCheck extends BaseCommand<ReleaseCheckResult> {
  static override summary = "Look what became of promoted versions, and roll back what fails its checks: for cron and CI.";
  static override description =
    "Goes by `after_promote` in the gate's policy: asks canaries that were not answered since the promotion, and judges what came of a version in use (ratings, unusable answers, slow and dear runs, outcomes of the users that had it) with evidence that may be looked at as often as you like. What fails is rolled back with the reason, unless somebody made something else live meanwhile. An error rolls nothing back. Exit 0 when nothing speaks against them, 1 when something failed, 3 when somebody has to look.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> production billing/summarize",
    "<%= config.bin %> <%= command.id %> production --dry-run",
  ];
  static override args = {
    environment: Args.string({ description: "Only what was promoted there. Default: everywhere." }),
    prompt: Args.string({ description: "Only this prompt." }),
  };
  static override flags = { "dry-run": Flags.boolean({ summary: "Decide and roll nothing back; canaries are asked all the same." }) };

  protected async execute(): Promise<Outcome<ReleaseCheckResult>> {
    const { args, flags } = await this.parse(ReleaseCheck);
    const context = this.context(flags);
    const deps = {
      ...(await gateDeps(context)),
      ...(await releaseDeps(context)),
      openLedger: (remote: string | undefined) => context.ledger(remote),
      openIndex: () => context.index(),
    };
    const watching = { quiet: context.quiet, elapsed: () => deps.clock.elapsed() };
    const { environment, prompt } = args;
    const result = await whileWatching(watching, (onEvent) =>
      releaseCheck(deps, { environment, prompt, dryRun: flags["dry-run"], signal: context.interrupted, onEvent }),
    );
    const reports = result.promotions.map(({ report }) => report);
    return { result, exit: afterPromoteExit(reports, result.shared), text: (screen) => releaseCheckText(result, screen) };
  }
}
