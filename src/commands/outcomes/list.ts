import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { experimentDeps } from "../../cli/experiment-deps.ts";
import { sinceFlag } from "../../cli/time-flag.ts";
import type { OutcomesListResult } from "../../core/results/outcomes-list.ts";
import { outcomesListText } from "../../reporters/outcomes/list-text.ts";
import { listOutcomes } from "../../services/outcomes/list-outcomes.ts";

export default class OutcomesList extends BaseCommand<OutcomesListResult> {
  static override summary = "List what came of versions in use, summed up.";
  static override description =
    "What `outcomes record` and `experiment record` put into the ledger: a row for each version in each environment, and one for each of an experiment's. Each unit counts once, by its earliest outcome, as a watch counts it. Nothing leaves this machine.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> billing/summarize --version 1.3.0 --environment production --since 7d",
  ];
  static override args = { prompt: Args.string({ description: "A prompt's id." }) };
  static override flags = {
    version: Flags.string({ helpValue: "VERSION", summary: "Only of this version." }),
    environment: Flags.string({ char: "e", helpValue: "NAME", summary: "Only what came of it there." }),
    since: Flags.string({ helpValue: "TIME", summary: "Only from then on: 7d, 12h (ago), 2026-11-20, 2026-11-20T09:00Z." }),
    limit: Flags.integer({ char: "n", min: 1, default: 30, helpValue: "N", summary: "So many at most." }),
  };

  protected async execute(): Promise<Outcome<OutcomesListResult>> {
    const { args, flags } = await this.parse(OutcomesList);
    const { version, environment, limit } = flags;
    const context = this.context(flags);
    const since = await sinceFlag(context, flags.since);
    const result = await listOutcomes(await experimentDeps(context), { prompt: args.prompt, version, environment, since, limit });
    return { result, text: (screen) => outcomesListText(result, screen) };
  }
}
