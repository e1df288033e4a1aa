import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import type { LedgerCompactResult } from "../../core/results/ledger-upkeep.ts";
import { compactText } from "../../reporters/ledger/ledger-upkeep-text.ts";
import { compactLedger } from "../../services/ledger/compact-ledger.ts";

export default class LedgerCompact extends BaseCommand<LedgerCompactResult> {
  static override summary = "Pack what the ledger wrote, so that it takes less room.";
  static override description =
    "Joins loose objects and small packs of the repository; nothing is thrown away, and no setting or hook is touched. Worth a nightly job beside `run-due`, never a part of it.";
  static override examples = ["<%= config.bin %> <%= command.id %>"];

  protected async execute(): Promise<Outcome<LedgerCompactResult>> {
    const { flags } = await this.parse(LedgerCompact);
    const context = this.context(flags);
    const result = await compactLedger({ git: await context.git(), lock: await context.lock() });
    return { result, text: compactText(result) };
  }
}
