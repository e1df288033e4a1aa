import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { gateDeps } from "../cli/release-deps.ts";
import { verdictExit } from "../cli/verdict-exit.ts";
import type { GateResult } from "../core/results/gate.ts";
import { gateMarkdown } from "../reporters/release/gate-markdown.ts";
import { gateText } from "../reporters/release/gate-text.ts";
import { gate } from "../services/gate.ts";
import { whileWatching } from "../ui/terminal/while-watching.ts";

export default class Gate extends BaseCommand<GateResult> {
  static override summary = "Ask whether a prompt could go live, and write nothing: for CI.";
  static override description =
    "Compares the prompt in the work tree (or at --ref) with the version that is live in the environment, as publish and promote do. Exit 0 pass, 1 fail, 5 inconclusive, 3 error.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize",
    "<%= config.bin %> <%= command.id %> billing/summarize --environment production --reporter markdown >> $GITHUB_STEP_SUMMARY",
    "<%= config.bin %> <%= command.id %> billing/summarize --ref HEAD --offline",
  ];
  static override args = { prompt: Args.string({ required: true, description: "A prompt's id." }) };
  static override flags = {
    environment: Flags.string({ char: "e", helpValue: "NAME", summary: "Whose gate is asked. Default: release.target of the project." }),
    ref: Flags.string({ helpValue: "REVISION", summary: "Judge this commit in place of the work tree." }),
    offline: Flags.boolean({ summary: "Go by what this clone knows of the release log; do not ask the remote." }),
    reporter: Flags.option({ options: ["terminal", "markdown"] as const, default: "terminal", summary: "How the report is shown." })(),
  };

  protected async execute(): Promise<Outcome<GateResult>> {
    const { args, flags } = await this.parse(Gate);
    const context = this.context(flags);
    const deps = { ...(await gateDeps(context)), workTree: await context.workTree() };
    const watching = { quiet: context.quiet, elapsed: () => deps.clock.elapsed() };
    const { environment, ref, offline } = flags;
    const result = await whileWatching(watching, (onEvent) =>
      gate(deps, { prompt: args.prompt, environment, ref, offline, signal: context.interrupted, onEvent }),
    );
    return {
      result,
      exit: verdictExit[result.gate.verdict],
      text: (screen) => (flags.reporter === "markdown" ? gateMarkdown(result) : gateText(result, screen)),
    };
  }
}
