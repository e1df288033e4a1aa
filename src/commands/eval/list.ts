import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import type { EvalListResult } from "../../core/results/eval-list.ts";
import { evalListText } from "../../reporters/eval/eval-list-text.ts";
import { listEvaluations } from "../../services/list-evaluations.ts";

export default class EvalList extends BaseCommand<EvalListResult> {
  static override summary = "List the evaluations of this repository, newest first.";
  static override description = "They lie in `.git/promptops/evaluations`, yours alone. An unfinished one goes on with `eval --resume`.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> --prompt billing/summarize --limit 5"];
  static override flags = {
    prompt: Flags.string({ helpValue: "ID", summary: "Only those of this prompt, or of this version of it." }),
    limit: Flags.integer({ char: "n", min: 1, default: 20, helpValue: "N", summary: "So many at most." }),
  };

  protected async execute(): Promise<Outcome<EvalListResult>> {
    const { flags } = await this.parse(EvalList);
    const context = this.context(flags);
    const result = await listEvaluations({ evaluations: await context.evaluations() }, flags);
    return { result, text: (screen) => evalListText(result, screen) };
  }
}
