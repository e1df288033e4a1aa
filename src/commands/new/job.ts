import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { nobodyToAsk, somebodyToAsk } from "../../cli/asking.ts";
import type { NewResult } from "../../core/results/new.ts";
import { newText } from "../../reporters/new-text.ts";
import { newChoices } from "../../services/new-choices.ts";
import { newJob, requireCron, requireJobName } from "../../services/new-job.ts";

const afterwards = "Commit it, then let cron call `promptops run-due`: a new job runs from then on, never the past.";

export default class NewJob extends BaseCommand<NewResult> {
  static override summary = "Write a job: which prompt runs when, with which inputs.";
  static override description = `Its inputs are made up from the prompt's variables. On a terminal, asks for what is missing. ${afterwards}`;
  static override examples = [
    `<%= config.bin %> <%= command.id %> morning-triage --prompt support/triage --environment production --cron "0 9 * * 1-5" --timezone Europe/Lisbon`,
    "<%= config.bin %> <%= command.id %> heartbeat --prompt support/triage --environment staging --every 6h",
  ];
  static override args = { name: Args.string({ description: "lower-case letters, digits and hyphens" }) };
  static override flags = {
    prompt: Flags.string({ helpValue: "ID", summary: "The prompt it runs." }),
    environment: Flags.string({ helpValue: "NAME", summary: "It runs the version that is live there." }),
    cron: Flags.string({ helpValue: "EXPRESSION", summary: "When: minute, hour, day, month, weekday.", exclusive: ["every"] }),
    every: Flags.string({ helpValue: "DURATION", summary: "How often instead: 90s, 15m, 6h, 1d." }),
    timezone: Flags.string({ helpValue: "ZONE", summary: "IANA time zone of the expression; UTC when absent." }),
    destination: Flags.string({ helpValue: "NAME", multiple: true, summary: "Where the answer goes. Can be given several times." }),
  };

  protected async execute(): Promise<Outcome<NewResult>> {
    const { args, flags } = await this.parse(NewJob);
    const context = this.context(flags);
    const source = await context.workTree();
    const { prompts, environments } = await newChoices(source);
    const ask = somebodyToAsk({ json: this.jsonEnabled() }) ?? nobodyToAsk("promptops new job");
    const name = args.name ?? (await ask.text({ message: "Its name, like morning-triage?", instead: "NAME", check: requireJobName }));
    const prompt = flags.prompt ?? (await ask.choose({ message: "Which prompt?", instead: "--prompt", choices: prompts.map((value) => ({ value })) }));
    const environment =
      flags.environment ??
      (await ask.choose({ message: "The version that is live where?", instead: "--environment", choices: environments.map((value) => ({ value })) }));
    const cron =
      flags.cron ??
      (flags.every === undefined
        ? await ask.text({ message: "When, as a cron expression?", instead: "--cron or --every", placeholder: "0 9 * * 1-5", check: requireCron })
        : undefined);
    const input = { name, prompt, environment, cron, every: flags.every, timezone: flags.timezone, destinations: flags.destination };
    const result = await newJob({ source, files: await context.workFiles() }, input);
    return { result, text: (screen) => newText(result, screen, afterwards) };
  }
}
