import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { deliveriesDeps } from "../../cli/deliveries-deps.ts";
import type { DeliveriesListResult } from "../../core/results/deliveries.ts";
import { deliveriesListText } from "../../reporters/deliveries/list-text.ts";
import { listDeliveries } from "../../services/deliveries/list-deliveries.ts";

export default class DeliveriesList extends BaseCommand<DeliveriesListResult> {
  static override summary = "List deliveries that are not done, or all of them.";
  static override description =
    "Without --all or --status: those that wait, that are held, and that were given up. Destinations that are left alone after failures are named, too.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> --status held",
    "<%= config.bin %> <%= command.id %> --all --destination news --limit 50",
  ];
  static override flags = {
    all: Flags.boolean({ summary: "Those that arrived, too.", exclusive: ["status"] }),
    status: Flags.option({ options: ["pending", "held", "delivered", "dead", "resolved"] as const, summary: "Only those that stand so." })(),
    destination: Flags.string({ helpValue: "NAME", summary: "Only those to this destination." }),
    job: Flags.string({ helpValue: "JOB", summary: "Only those of this job." }),
    run: Flags.string({ helpValue: "RUN", summary: "Only those of this run." }),
    limit: Flags.integer({ char: "n", min: 1, default: 30, helpValue: "N", summary: "So many at most." }),
  };

  protected async execute(): Promise<Outcome<DeliveriesListResult>> {
    const { flags } = await this.parse(DeliveriesList);
    const { all, status, destination, job, run, limit } = flags;
    const result = await listDeliveries(await deliveriesDeps(this.context(flags)), { all, status, destination, job, run, limit });
    return { result, text: (screen) => deliveriesListText(result, { all: all || status !== undefined, screen }) };
  }
}
