import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import type { LedgerPruneResult } from "../../core/results/ledger-upkeep.ts";
import { pruneText } from "../../reporters/ledger/prune-text.ts";
import { knownLedgerRemote } from "../../services/ledger/known-ledger-remote.ts";
import { pruneLedger } from "../../services/ledger/prune-ledger.ts";

export default class LedgerPrune extends BaseCommand<LedgerPruneResult> {
  static override summary = "Take out of the ledger, and out of its history, what its retention says is over.";
  static override description = [
    "`ledger.retention` in the committed `.promptops.yml` says for runs, previews, deliveries and feedback how many days they are kept, and whether they are redacted or deleted then. Claims, receipts and digests stay, so that what was run and delivered can still be proved; nothing goes whose delivery is not done.",
    "The branch begins anew with a commit that names the tip it stands for and everything that went. Other runners take that over by themselves; the remote must let whoever prunes replace promptops/ledger.",
  ].join("\n\n");
  static override examples = ["<%= config.bin %> <%= command.id %> --dry-run", "<%= config.bin %> <%= command.id %>"];
  static override flags = { "dry-run": Flags.boolean({ summary: "Only say what would go." }) };

  protected async execute(): Promise<Outcome<LedgerPruneResult>> {
    const { flags } = await this.parse(LedgerPrune);
    const context = this.context(flags);
    const git = await context.git();
    const ledger = await context.ledger(await knownLedgerRemote(git));
    const result = await pruneLedger({ git, ledger, clock: await context.clock() }, flags["dry-run"]);
    return { result, text: pruneText(result) };
  }
}
