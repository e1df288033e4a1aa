import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import type { LedgerRebuildIndexResult } from "../../core/results/ledger-upkeep.ts";
import { rebuildIndexText } from "../../reporters/ledger/ledger-upkeep-text.ts";
import { rebuildIndex } from "../../services/ledger/rebuild-index.ts";

export default class LedgerRebuildIndex extends BaseCommand<LedgerRebuildIndexResult> {
  static override summary = "Make the index of the ledger anew.";
  static override description =
    "Lists and figures are answered from an index in .git/promptops, which follows the ledger by itself. It is never the truth: throwing it away changes no answer.";
  static override examples = ["<%= config.bin %> <%= command.id %>"];

  protected async execute(): Promise<Outcome<LedgerRebuildIndexResult>> {
    const { flags } = await this.parse(LedgerRebuildIndex);
    const context = this.context(flags);
    const index = await context.index();
    const result = await rebuildIndex({ index, clock: await context.clock() });
    return { result, text: rebuildIndexText(result) };
  }
}
