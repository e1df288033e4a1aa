import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import type { LedgerVerifyResult } from "../../core/results/ledger-verify.ts";
import { ledgerVerifyText } from "../../reporters/ledger/ledger-verify-text.ts";
import { knownLedgerRemote } from "../../services/ledger/known-ledger-remote.ts";
import { verifyLedger } from "../../services/ledger/verify-ledger.ts";

export default class LedgerVerify extends BaseCommand<LedgerVerifyResult> {
  static override summary = "Check that the ledger is what was written into it.";
  static override description =
    "Every record lies at its place and has its shape, none was changed or removed after it was written, the state carried along is what the records lead to, and the remote's ledger continues what was seen of it. Works without network. Exit 1 when something is not as it was written, with what and where.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> --fetch"];
  static override flags = { fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }) };

  protected async execute(): Promise<Outcome<LedgerVerifyResult>> {
    const { flags } = await this.parse(LedgerVerify);
    const context = this.context(flags);
    const git = await context.git();
    const remote = await knownLedgerRemote(git);
    const result = await verifyLedger({ git, ledger: await context.ledger(remote), journal: await context.journal(), remote }, flags.fetch);
    return { result, exit: result.sound ? "done" : "no", text: (screen) => ledgerVerifyText(result, screen) };
  }
}
