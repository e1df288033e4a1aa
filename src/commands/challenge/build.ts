import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import type { ChallengeBuildResult } from "../../core/results/challenge.ts";
import { challengeBuildText } from "../../reporters/challenge-build-text.ts";
import { challengeBuild } from "../../services/challenge-build.ts";

export default class ChallengeBuild extends BaseCommand<ChallengeBuildResult> {
  static override summary = "Write suites of the cases from which there is something to learn.";
  static override description =
    "From cases that failed, runs without a usable answer, answers that people call bad, contradictions, uncertain results, golden cases (the tag `golden`, or must_pass), and a share drawn at random. Variants of one text stay together; they are dealt to train, validation and holdout (60, 20 and 20 of a hundred, of every source) in an order that follows from the question's digest and a key, and a case never moves. What looks like a secret is left out. Nothing hard is known: exit 1.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize",
    "<%= config.bin %> <%= command.id %> billing/summarize --output regression --random-share 50",
  ];
  static override args = { prompt: Args.string({ required: true, description: "A prompt's id." }) };
  static override flags = {
    output: Flags.string({ default: "challenge", helpValue: "NAME", summary: "What the suites' names begin with; suites of that name are written anew." }),
    "random-share": Flags.integer({
      min: 30,
      max: 100,
      default: 30,
      helpValue: "PERCENT",
      summary: "At least so many of a hundred cases are drawn at random.",
    }),
    key: Flags.string({ helpValue: "TEXT", summary: "Keys the split. Default: the id of the repository's first commit." }),
  };

  protected async execute(): Promise<Outcome<ChallengeBuildResult>> {
    const { args, flags } = await this.parse(ChallengeBuild);
    const context = this.context(flags);
    const deps = {
      git: await context.git(),
      workTree: await context.workTree(),
      evaluations: await context.evaluations(),
      openLedger: (remote: string | undefined) => context.ledger(remote),
      openIndex: () => context.index(),
      output: await context.outputFiles(),
      redact: (text: string) => context.redact(text),
    };
    const result = await challengeBuild(deps, {
      prompt: args.prompt,
      output: flags.output,
      randomShare: flags["random-share"] / 100,
      key: flags.key,
    });
    return { result, text: (screen) => challengeBuildText(result, screen) };
  }
}
