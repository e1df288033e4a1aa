import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { somebodyToAsk } from "../cli/asking.ts";
import type { InitResult } from "../core/results/init.ts";
import { initText } from "../reporters/init-text.ts";
import { init, starterChoices } from "../services/init.ts";

const longest = Math.max(...starterChoices.map(({ value }) => value.length));
const starterList = starterChoices.map(({ value, hint }) => `  ${value.padEnd(longest)}  ${hint}`).join("\n");

export default class Init extends BaseCommand<InitResult> {
  static override summary = "Make a prompt repository here, or of the repository around here.";
  static override description = `Writes a starter's files and the schemas that editors complete them with. Files that are there already stay as they are, and nothing is committed. In a subfolder of a repository all of it is written to the repository's top: a project is a whole repository, and a \`.promptops.yml\` further down is not read. Where a \`.promptops.yml\` is, only missing schemas are written, and what the starters \`ci\` and \`scheduled\` add.\n\nStarters:\n${starterList}`;
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> --starter minimal --yes",
    "<%= config.bin %> <%= command.id %> --starter ci",
    "<%= config.bin %> <%= command.id %> --dry-run",
  ];
  static override flags = {
    starter: Flags.string({ helpValue: "NAME", summary: "Which starter to write; basic when nobody can be asked." }),
    yes: Flags.boolean({ char: "y", summary: "Ask nothing." }),
    "dry-run": Flags.boolean({ default: false, summary: "Write nothing, only say what would be written." }),
  };

  protected async execute(): Promise<Outcome<InitResult>> {
    const { flags } = await this.parse(Init);
    const context = this.context(flags);
    const folder = await context.projectFolder();
    const ask = flags.yes ? undefined : somebodyToAsk({ json: this.jsonEnabled() });
    const place = (await folder.repository()) ?? folder.path;
    const starter = flags.starter ?? (await ask?.choose({ message: `Which starter for ${place}?`, instead: "--starter", choices: starterChoices })) ?? "basic";
    const deps = { folder, starter: (name: string) => context.starter(this.config.root, name) };
    const result = await init(deps, { starter, dryRun: flags["dry-run"] });
    return { result, text: (screen) => initText(result, screen) };
  }
}
