import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { repositoryPath } from "../cli/repository-path.ts";
import type { ValidateResult } from "../core/results/validate.ts";
import { validateGithub } from "../reporters/validate-github.ts";
import { validateGitlab } from "../reporters/validate-gitlab.ts";
import { validateSarif } from "../reporters/validate-sarif.ts";
import { validateText } from "../reporters/validate-text.ts";
import { validate } from "../services/validate.ts";

export default class Validate extends BaseCommand<ValidateResult> {
  static override summary = "Check every document: configuration, prompts, manifests, suites with all their cases, partials, jobs.";
  static override description =
    "Reports all problems of all files at once, each with its place and the nearest right name; also what the gate's static validators object to, except cases that a prompt gives away: only the gate looks for those. Exit 2 when there is any.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> prompts/billing schedules/daily.yml",
    "<%= config.bin %> <%= command.id %> --format github",
  ];
  static override strict = false;
  static override args = { paths: Args.string({ description: "Files and folders to check; everything when none is given." }) };
  static override flags = {
    format: Flags.option({
      options: ["text", "json", "sarif", "github", "gitlab"] as const,
      default: "text" as const,
      summary: "How to write the problems.",
    })(),
  };

  /** `--format json` is `--json` by another name. */
  override jsonEnabled(): boolean {
    return super.jsonEnabled() || /(?:^|\n)--format[=\n]json(?:\n|$)/.test(this.argv.join("\n"));
  }

  protected async execute(): Promise<Outcome<ValidateResult>> {
    const { argv, flags } = await this.parse(Validate);
    const context = this.context(flags);
    const { root } = await context.git();
    const paths = argv.map((path) => repositoryPath(root, context.cwd, String(path)));
    const result = await validate({ source: await context.workTree() }, { paths });
    const exit = result.problems.length === 0 ? "done" : "usage";
    switch (flags.format) {
      case "sarif":
        return { result, exit, text: validateSarif(result, context.version) };
      case "github":
        return { result, exit, text: validateGithub(result) };
      case "gitlab":
        return { result, exit, text: validateGitlab(result) };
      case "json":
      case "text":
        return { result, exit, text: (screen) => validateText(result, screen) };
    }
  }
}
