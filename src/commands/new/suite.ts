import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { nobodyToAsk, somebodyToAsk } from "../../cli/asking.ts";
import type { NewResult } from "../../core/results/new.ts";
import { newText } from "../../reporters/new-text.ts";
import { newChoices } from "../../services/new-choices.ts";
import { newSuite, requireSuiteName } from "../../services/new-suite.ts";

export default class NewSuite extends BaseCommand<NewResult> {
  static override summary = "Write another suite for a prompt.";
  static override description = "It holds one case, its inputs made up from the prompt's variables. On a terminal, asks for what is missing.";
  static override examples = ["<%= config.bin %> <%= command.id %> support/triage edge-cases"];
  static override args = {
    prompt: Args.string({ description: "the prompt's id" }),
    name: Args.string({ description: "lower-case letters, digits and hyphens" }),
  };

  protected async execute(): Promise<Outcome<NewResult>> {
    const { args, flags } = await this.parse(NewSuite);
    const context = this.context(flags);
    const source = await context.workTree();
    const { prompts } = await newChoices(source);
    const ask = somebodyToAsk({ json: this.jsonEnabled() }) ?? nobodyToAsk("promptops new suite");
    const prompt = args.prompt ?? (await ask.choose({ message: "For which prompt?", instead: "PROMPT", choices: prompts.map((value) => ({ value })) }));
    const name = args.name ?? (await ask.text({ message: "Its name, like edge-cases?", instead: "NAME", check: requireSuiteName }));
    const result = await newSuite({ source, files: await context.workFiles() }, { prompt, name });
    return { result, text: (screen) => newText(result, screen) };
  }
}
