import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { meaningsDeps } from "../cli/meanings-deps.ts";
import { repositoryPath } from "../cli/repository-path.ts";
import type { ValidateResult } from "../core/results/validate.ts";
import { validateGithub } from "../reporters/validate-github.ts";
import { validateGitlab } from "../reporters/validate-gitlab.ts";
import { validateSarif } from "../reporters/validate-sarif.ts";
import { validateText } from "../reporters/validate-text.ts";
import { withUnanswered } from "../reporters/with-unanswered.ts";
import { dollars } from "../services/evaluation/plan-input.ts";
import { validate, validateExit } from "../services/validate.ts";

export default class Validate extends BaseCommand<ValidateResult> {
  static override summary = "Check every document: configuration, prompts, manifests, suites with all their cases, partials, jobs.";
  static override description =
    "Reports all problems of all files at once, each with its place and the nearest right name; also syntax errors of `javascript` scorers, which are read and not run, and what the gate's static validators object to, except cases that a prompt gives away: only the gate looks for those. What a manifest accepts of it is told with the reason, and an acceptance that nothing needs is a warning. With --semantic a judge is asked, too, what only the meaning of a prompt tells: contradictions, an output contract that the text works against, tasks outside the manifest's scope, another task than the live version's, instructions that aim at judges; answers are kept and not paid for twice, and what a cost cap leaves too little for stays open. Exit 2 when there is any problem; 3 when the judge did not answer, 4 when it refused our key.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> prompts/billing schedules/daily.yml",
    "<%= config.bin %> <%= command.id %> --format github",
    "<%= config.bin %> <%= command.id %> prompts/billing --semantic --judge openai/gpt-5-mini --max-cost 0.50",
  ];
  static override strict = false;
  static override args = { paths: Args.string({ description: "Files and folders to check, or ids of prompts; everything when none is given." }) };
  static override flags = {
    format: Flags.option({
      options: ["text", "json", "sarif", "github", "gitlab"] as const,
      default: "text" as const,
      summary: "How to write the problems.",
    })(),
    semantic: Flags.boolean({ summary: "Ask a judge what only the meaning of prompts tells, which costs calls." }),
    judge: Flags.string({
      dependsOn: ["semantic"],
      helpValue: "PROVIDER/NAME",
      summary: "The model that judges, in place of the project's `evaluation.judge`.",
    }),
    "max-cost": Flags.string({
      dependsOn: ["semantic"],
      helpValue: "USD",
      summary: "Stop before it would cost more. Default: the project's `evaluation.max_cost_usd`.",
    }),
    cache: Flags.boolean({ allowNo: true, default: true, summary: "With --semantic: use answers of before; --no-cache asks anew." }),
  };

  /** `--format json` is `--json` by another name. */
  override jsonEnabled(): boolean {
    return super.jsonEnabled() || /(?:^|\n)--format[=\n]json(?:\n|$)/.test(this.argv.join("\n"));
  }

  protected async execute(): Promise<Outcome<ValidateResult>> {
    const { argv, flags } = await this.parse(Validate);
    const context = this.context(flags);
    const { root } = await context.git();
    const paths = argv.map((path) => ({ path: repositoryPath(root, context.cwd, String(path)), typed: String(path) }));
    const semantic = flags.semantic ? { semantic: { model: flags.judge, maxCostUsd: dollars(flags["max-cost"]) } } : {};
    const deps = { source: await context.workTree(), scripts: context.scripts(), meanings: () => meaningsDeps(context, flags.cache) };
    const result = await validate(deps, { paths, ...semantic });
    const exit = validateExit(result);
    switch (flags.format) {
      case "sarif":
        return { result, exit, text: validateSarif(withUnanswered(result), context.version) };
      case "github":
        return { result, exit, text: validateGithub(withUnanswered(result)) };
      case "gitlab":
        return { result, exit, text: validateGitlab(withUnanswered(result)) };
      case "json":
      case "text":
        return { result, exit, text: (screen) => validateText(result, screen) };
    }
  }
}
