import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import type { ExitName } from "../../core/errors/exit-code.ts";
import type { DestinationsTestResult } from "../../core/results/deliveries.ts";
import { destinationTestText } from "../../reporters/deliveries/destination-test-text.ts";
import { testDestination } from "../../services/test-destination.ts";

/** `unknown`: nobody can say, so neither do we. */
const exits = { delivered: "done", refused: "no", retry: "environment", unknown: "pending" } as const satisfies Record<
  DestinationsTestResult["outcome"],
  ExitName
>;

export default class DestinationsTest extends BaseCommand<DestinationsTestResult> {
  static override summary = "Send one message to a destination that says it is a test.";
  static override description =
    "As the work tree's configuration says, by the way a delivery takes, secrets included. It is tried once and recorded nowhere. Exit 0 when it arrived, 1 when it was refused, 3 when it could not be reached, 8 when nobody can say.";
  static override examples = ["<%= config.bin %> <%= command.id %> news", "<%= config.bin %> <%= command.id %> news --json"];
  static override args = { name: Args.string({ required: true, description: "A destination of .promptops.yml." }) };

  protected async execute(): Promise<Outcome<DestinationsTestResult>> {
    const { args, flags } = await this.parse(DestinationsTest);
    const context = this.context(flags);
    const source = await context.workTree();
    const result = await testDestination(
      {
        source,
        openDestination: await context.openDestination(source),
        clock: await context.clock(),
        random: await context.random(),
        redact: (text) => context.redact(text),
        signal: context.interrupted,
      },
      args.name,
    );
    return { result, exit: exits[result.outcome], text: (screen) => destinationTestText(result, screen) };
  }
}
