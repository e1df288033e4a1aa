import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { deliveriesDeps } from "../../cli/deliveries-deps.ts";
import { deliveriesExit } from "../../cli/deliveries-exit.ts";
import type { DeliveriesReplayResult } from "../../core/results/deliveries.ts";
import { deliveriesReplayText } from "../../reporters/deliveries/replay-text.ts";
import { replayDelivery } from "../../services/deliveries/replay-delivery.ts";

export default class DeliveriesReplay extends BaseCommand<DeliveriesReplayResult> {
  static override summary = "Deliver a run's answer again from its record, without asking the model.";
  static override description =
    "Makes a delivery of its own, which names the one it repeats, who asked for it and why. With --same-id the receiver is told the name of the first one, and may drop the copy. Exit 8 when it still waits, 1 when it is refused.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> daily~20261120T090000Z --reason 'the channel was deleted' --to backup",
    "<%= config.bin %> <%= command.id %> 20261120T09-0123456789abcdef01234567 --dry-run --reason 'looking'",
  ];
  static override args = { target: Args.string({ required: true, description: "A run, a delivery, or one of its receipts." }) };
  static override flags = {
    reason: Flags.string({ char: "r", helpValue: "TEXT", summary: "Why, for those who read the record later. Required." }),
    to: Flags.string({ helpValue: "DEST", summary: "Deliver it there, and not where it went before." }),
    "same-id": Flags.boolean({ default: false, summary: "Under the name of the delivery it repeats." }),
    "dry-run": Flags.boolean({ summary: "Show what would be sent, and send and write nothing." }),
  };

  protected async execute(): Promise<Outcome<DeliveriesReplayResult>> {
    const { args, flags } = await this.parse(DeliveriesReplay);
    const { reason = "", to } = flags;
    const result = await replayDelivery(await deliveriesDeps(this.context(flags)), {
      target: args.target,
      to,
      sameId: flags["same-id"],
      dryRun: flags["dry-run"],
      reason,
    });
    return {
      result,
      exit: flags["dry-run"] ? "done" : deliveriesExit(result.deliveries, result.notes),
      text: (screen) => deliveriesReplayText(result, screen),
    };
  }
}
