import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { SchemaResult } from "../core/results/schema.ts";
import { schemaText } from "../reporters/schema-text.ts";
import { schema } from "../services/schema.ts";

export default class Schema extends BaseCommand<SchemaResult> {
  static override summary = "Print the JSON Schema of a document or of a result.";
  static override description = "Without a name, lists the schemas there are: one per kind of document, and one per command for what its --json writes.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> prompt > prompt.schema.json"];
  static override args = { name: Args.string({ description: "config, prompt, manifest, suite, job, script, or results/COMMAND" }) };

  protected async execute(): Promise<Outcome<SchemaResult>> {
    const { args } = await this.parse(Schema);
    const result = schema({ name: args.name });
    return { result, text: schemaText(result) };
  }
}
