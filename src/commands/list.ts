import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { ListResult } from "../core/results/list.ts";
import { listText } from "../reporters/list-text.ts";
import { listPrompts } from "../services/list-prompts.ts";

export default class List extends BaseCommand<ListResult> {
  static override summary = "List the prompts with model, suites, owners and latest version.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> --json"];

  protected async execute(): Promise<Outcome<ListResult>> {
    const { flags } = await this.parse(List);
    const context = this.context(flags);
    const result = await listPrompts({ source: await context.workTree(), git: await context.git() });
    return { result, text: (screen) => listText(result, screen) };
  }
}
