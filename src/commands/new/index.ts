import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { somebodyToAsk } from "../../cli/asking.ts";
import type { NewKinds } from "../../core/results/new.ts";
import { newKindsText } from "../../reporters/new-text.ts";

const kinds = {
  prompt: "A prompt, its manifest and a first suite.",
  suite: "Another suite of cases for a prompt.",
  job: "A job: which prompt runs when, with which inputs.",
} as const;

export default class New extends BaseCommand<NewKinds> {
  static override summary = "Write a new prompt, suite or job.";
  static override description = "On a terminal, asks what it shall be. Never overwrites a file.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> prompt billing/summarize --model openai/gpt-5-mini"];
  static override args = { kind: Args.string({ description: "prompt, suite or job", options: Object.keys(kinds) }) };

  override async run(): Promise<unknown> {
    const ask = somebodyToAsk({ json: this.jsonEnabled() });
    if (ask === undefined || this.argv.length > 0) return super.run();
    const choices = Object.entries(kinds).map(([value, hint]) => ({ value, hint }));
    const kind = await ask.choose({ message: "What shall it be?", instead: "KIND", choices });
    return this.config.runCommand(`new:${kind}`);
  }

  protected async execute(): Promise<Outcome<NewKinds>> {
    await this.parse(New);
    const result = { kinds: Object.entries(kinds).map(([kind, summary]) => ({ command: `promptops new ${kind}`, summary })) };
    return { result, text: (screen) => newKindsText(result, screen) };
  }
}
