import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { nobodyToAsk, somebodyToAsk } from "../../cli/asking.ts";
import type { NewResult } from "../../core/results/new.ts";
import { newText } from "../../reporters/new-text.ts";
import { newChoices } from "../../services/new-choices.ts";
import { newPrompt, requireModel, requirePromptId, taskClasses } from "../../services/new-prompt.ts";

export default class NewPrompt extends BaseCommand<NewResult> {
  static override summary = "Write a prompt, its manifest and a first suite.";
  static override description =
    "The files work as they are: `validate` finds nothing and `eval` runs one case. On a terminal, asks for what is missing; elsewhere a scope that is missing is left for you to write.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> billing/summarize --model openai/gpt-5-mini"];
  static override args = { id: Args.string({ description: "lower-case letters, digits and hyphens, / between segments" }) };
  static override flags = {
    model: Flags.string({ helpValue: "PROVIDER/NAME", summary: "The model it asks." }),
    scope: Flags.string({ helpValue: "TEXT", summary: "What it is for, and what not." }),
    "task-class": Flags.option({ options: taskClasses })({ summary: "What kind of task it is.", default: "other" }),
    owner: Flags.string({ helpValue: "WHO", summary: "Who answers for it; your git e-mail address when absent." }),
  };

  protected async execute(): Promise<Outcome<NewResult>> {
    const { args, flags } = await this.parse(NewPrompt);
    const context = this.context(flags);
    const source = await context.workTree();
    const { models, providers } = await newChoices(source);
    const checkModel = (model: string) => requireModel(model, providers);
    const person = somebodyToAsk({ json: this.jsonEnabled() });
    const ask = person ?? nobodyToAsk("promptops new prompt");
    if (flags.model !== undefined) checkModel(flags.model);
    const id = args.id ?? (await ask.text({ message: "Its id, like billing/summarize?", instead: "ID", check: requirePromptId }));
    requirePromptId(id);
    const model =
      flags.model ??
      (await ask.text({
        message: "Which model, as provider/name?",
        instead: "--model",
        check: checkModel,
        ...(models[0] !== undefined && { placeholder: models[0] }),
      }));
    const git = await context.git();
    const scope = flags.scope ?? (await person?.text({ message: "What is it for, and what not?", instead: "--scope" }));
    const me = (await git.identity())?.email;
    const owner = flags.owner ?? (await person?.text({ message: "Who answers for it?", instead: "--owner", ...(me !== undefined && { placeholder: me }) }));
    const result = await newPrompt({ source, files: await context.workFiles(), git }, { id, model, scope, taskClass: flags["task-class"], owner });
    return { result, text: (screen) => newText(result, screen) };
  }
}
