import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { deliveriesDeps } from "../../cli/deliveries-deps.ts";
import type { DeliveriesResolveResult } from "../../core/results/deliveries.ts";
import { deliveriesResolveText } from "../../reporters/deliveries/resolve-text.ts";
import { resolveDelivery } from "../../services/deliveries/resolve-delivery.ts";

export default class DeliveriesResolve extends BaseCommand<DeliveriesResolveResult> {
  static override summary = "Say what became of a delivery that may have arrived.";
  static override description =
    "Look at the receiver first. After --arrived what is left of it is sent with the next tick; after --lost it is over, and can be retried.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> 20261120T09-0123456789abcdef01234567 --arrived --reason 'it is in the channel'",
    "<%= config.bin %> <%= command.id %> 20261120T09-0123456789abcdef01234567 --lost --reason 'not in the channel'",
  ];
  static override args = { delivery: Args.string({ required: true, description: "A delivery's name." }) };
  static override flags = {
    arrived: Flags.boolean({ summary: "It is there.", exclusive: ["lost"] }),
    lost: Flags.boolean({ summary: "It is not there." }),
    reason: Flags.string({ char: "r", helpValue: "TEXT", summary: "How you know. Required." }),
  };

  protected async execute(): Promise<Outcome<DeliveriesResolveResult>> {
    const { args, flags } = await this.parse(DeliveriesResolve);
    const result = await resolveDelivery(await deliveriesDeps(this.context(flags)), {
      delivery: args.delivery,
      saw: flags.arrived ? "arrived" : flags.lost ? "lost" : undefined,
      reason: flags.reason ?? "",
    });
    return { result, text: (screen) => deliveriesResolveText(result, screen) };
  }
}
