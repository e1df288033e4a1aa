import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { deliveriesDeps } from "../../cli/deliveries-deps.ts";
import type { DeliveriesShowResult } from "../../core/results/deliveries.ts";
import { deliveriesShowText } from "../../reporters/deliveries/show-text.ts";
import { showDelivery } from "../../services/deliveries/show-delivery.ts";

export default class DeliveriesShow extends BaseCommand<DeliveriesShowResult> {
  static override summary = "Show one delivery: every attempt with its receipt, and what can be done.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> 20261120T09-0123456789abcdef01234567",
    "<%= config.bin %> <%= command.id %> 20261120T09-0123456789abcdef01234567 --body",
  ];
  static override args = { delivery: Args.string({ required: true, description: "A delivery's name, or one of its receipts." }) };
  static override flags = { body: Flags.boolean({ summary: "Show what is sent, too, part by part." }) };

  protected async execute(): Promise<Outcome<DeliveriesShowResult>> {
    const { args, flags } = await this.parse(DeliveriesShow);
    const result = await showDelivery(await deliveriesDeps(this.context(flags)), { delivery: args.delivery, bodies: flags.body });
    return { result, text: (screen) => deliveriesShowText(result, screen) };
  }
}
