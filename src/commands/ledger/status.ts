import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import type { LedgerStatusResult } from "../../core/results/ledger-status.ts";
import { ledgerStatusText } from "../../reporters/ledger/ledger-status-text.ts";
import { knownLedgerRemote } from "../../services/ledger/known-ledger-remote.ts";
import { ledgerStatus } from "../../services/ledger/ledger-status.ts";

export default class LedgerStatus extends BaseCommand<LedgerStatusResult> {
  static override summary = "Show what the ledger holds, and how it stands to the remote's.";
  static override description =
    "The ledger is the branch promptops/ledger: claims, runs, deliveries, receipts and what people changed. Also says what killed processes of this host left in their journals, and how old the index is.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> --fetch --json"];
  static override flags = { fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }) };

  protected async execute(): Promise<Outcome<LedgerStatusResult>> {
    const { flags } = await this.parse(LedgerStatus);
    const context = this.context(flags);
    const remote = await knownLedgerRemote(await context.git());
    const deps = {
      ledger: await context.ledger(remote),
      index: await context.index(),
      journal: await context.journal(),
      clock: await context.clock(),
      remote,
    };
    const result = await ledgerStatus(deps, flags.fetch);
    return { result, text: (screen) => ledgerStatusText(result, screen) };
  }
}
