import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { RenderResult } from "../core/results/render.ts";
import { renderText } from "../reporters/render-text.ts";
import { render } from "../services/render.ts";

export default class Render extends BaseCommand<RenderResult> {
  static override summary = "Show exactly what would be sent to the model, without sending it.";
  static override description =
    "Checks the variables, renders the templates, and shows messages, tools, parameters, digests and what the call may cost. Reads the work tree, or the version that is named. Sensitive values are masked unless --reveal is given.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize --var text=Hello --var max=3",
    "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0 --vars inputs.yml --json",
    "<%= config.bin %> <%= command.id %> billing/summarize --case smoke/short",
  ];
  static override args = { prompt: Args.string({ required: true, description: "A prompt's id, or a version of it: id@1.2.0" }) };
  static override flags = {
    var: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "NAME=VALUE",
      summary: "A variable; read by its declared type (text, or JSON for all others).",
    }),
    vars: Flags.string({ helpValue: "FILE", summary: "Variables from a YAML or JSON file; - reads standard input." }),
    history: Flags.string({ helpValue: "FILE", summary: "The conversation so far, from a YAML or JSON file." }),
    case: Flags.string({ helpValue: "ID", summary: "Inputs and history of a case, called as for `eval --case`; --vars and --var win over them." }),
    reveal: Flags.boolean({ summary: "Show the values of sensitive variables." }),
  };

  protected async execute(): Promise<Outcome<RenderResult>> {
    const { args, flags } = await this.parse(Render);
    const context = this.context(flags);
    const deps = { workTree: await context.workTree(), git: () => context.git(), givenFiles: await context.givenFiles(), clock: await context.clock() };
    const result = await render(deps, {
      prompt: args.prompt,
      variables: flags.var,
      variablesFile: flags.vars,
      historyFile: flags.history,
      evalCase: flags.case,
      reveal: flags.reveal,
    });
    return { result, text: (screen) => renderText(result, screen) };
  }
}
