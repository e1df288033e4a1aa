import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { gateDeps, releaseDeps } from "../cli/release-deps.ts";
import { gateExit } from "../cli/gate-exit.ts";
import type { PublishResult } from "../core/results/publish.ts";
import { publishText } from "../reporters/release/publish-text.ts";
import { publish } from "../services/publish.ts";
import { whileWatching } from "../ui/terminal/while-watching.ts";

export default class Publish extends BaseCommand<PublishResult> {
  static override summary = "Make a version of a prompt, when its gate agrees.";
  static override description =
    "Takes the prompt as committed, compares it with the version that is live in the target environment, and writes a tag and an entry in the release log, on the remote together when there is one. What is live does not change: that is what `promote` is for. Exit 0 when published or already published, 1 when the gate refuses, 3 when cases ended in an error, 4 when a key was refused, 5 when it cannot tell.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize",
    "<%= config.bin %> <%= command.id %> billing/summarize --bump minor --message 'Shorter answers'",
    "<%= config.bin %> <%= command.id %> billing/summarize --version 2.0.0-rc.1 --target staging --dry-run",
  ];
  static override args = { prompt: Args.string({ required: true, description: "A prompt's id." }) };
  static override flags = {
    version: Flags.string({ helpValue: "X.Y.Z", summary: "This number; at least what the change of the interface demands.", exclusive: ["bump"] }),
    bump: Flags.option({
      options: ["major", "minor", "patch"] as const,
      summary: "Raise the latest version this far. Default: as far as the change demands.",
    })(),
    target: Flags.string({ helpValue: "ENVIRONMENT", summary: "Compare with what is live there. Default: release.target of the project." }),
    message: Flags.string({ char: "m", helpValue: "TEXT", summary: "What this version is about, for its tag." }),
    "dry-run": Flags.boolean({ summary: "Decide and write nothing." }),
    fresh: Flags.boolean({ summary: "Evaluate both sides anew: neither evidence nor answers from before count." }),
    sequential: Flags.boolean({
      summary: "Run cases in a random, recorded order, and only until the answer is clear. An environment's policy can ask for it, too.",
    }),
  };

  protected async execute(): Promise<Outcome<PublishResult>> {
    const { args, flags } = await this.parse(Publish);
    const context = this.context(flags);
    const deps = { ...(await releaseDeps(context)), ...(await gateDeps(context)) };
    const watching = { quiet: context.quiet, elapsed: () => deps.clock.elapsed() };
    const { version, bump, target, message } = flags;
    const input = {
      prompt: args.prompt,
      version,
      bump,
      target,
      message,
      dryRun: flags["dry-run"],
      fresh: flags.fresh,
      sequential: flags.sequential,
      signal: context.interrupted,
    };
    const result = await whileWatching(watching, (onEvent) => publish(deps, { ...input, onEvent }));
    return {
      result,
      exit: result.outcome !== "refused" ? "done" : result.gate === undefined ? "environment" : gateExit(result.gate),
      text: (screen) => publishText(result, screen),
    };
  }
}
