import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { deliveriesDeps } from "../../cli/deliveries-deps.ts";
import { deliveriesExit } from "../../cli/deliveries-exit.ts";
import type { DeliveriesRetryResult } from "../../core/results/deliveries.ts";
import { deliveriesRetryText } from "../../reporters/deliveries/outcomes-text.ts";
import { retryDeliveries } from "../../services/deliveries/retry-deliveries.ts";

export default class DeliveriesRetry extends BaseCommand<DeliveriesRetryResult> {
  static override summary = "Try a delivery again now, under the name it has.";
  static override description =
    "The same bytes go out under the same name, so a receiver that knows names drops a copy. One that is held (it may have arrived) or was given up needs a reason: at a kind that cannot tell copies apart people may see it twice. Exit 8 when it still waits, 1 when it is given up.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> --pending",
    "<%= config.bin %> <%= command.id %> 20261120T09-0123456789abcdef01234567 --reason 'the channel shows nothing'",
  ];
  static override args = { delivery: Args.string({ description: "A delivery's name." }) };
  static override flags = {
    pending: Flags.boolean({ summary: "Every delivery that waits, without waiting for its time." }),
    reason: Flags.string({ char: "r", helpValue: "TEXT", summary: "Why one that may have arrived, or was given up, is sent again." }),
  };

  protected async execute(): Promise<Outcome<DeliveriesRetryResult>> {
    const { args, flags } = await this.parse(DeliveriesRetry);
    const result = await retryDeliveries(await deliveriesDeps(this.context(flags)), {
      delivery: args.delivery,
      pending: flags.pending,
      reason: flags.reason ?? "",
    });
    return { result, exit: deliveriesExit(result.deliveries, result.notes), text: (screen) => deliveriesRetryText(result, screen) };
  }
}
