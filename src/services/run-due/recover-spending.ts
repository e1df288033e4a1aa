import { Check } from "typebox/value";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { startedAt } from "../../core/eval/evaluation-id.ts";
import { spendingPath } from "../../core/ledger/record-names.ts";
import { SpendingRecord } from "../../core/ledger/spending-record.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { JournalFile } from "../../ports/journal.ts";
import type { LedgerStore, Sharing } from "../../ports/ledger-store.ts";
import { ledgerRecord } from "./tick.ts";

/** Steps of the journal: what an evaluation reserves, and what it used. */
export const spendingSteps = { reserved: "spending", settled: "spent" } as const;

/**
 * Settles what evaluations of this clone had reserved when they were killed: by what they had noted, else as if all of it had been used, since
 * nobody knows what was. A reservation that never reached the ledger is none.
 * @throws PromptopsError `ledger-damaged`, and as `LedgerStore.commit` does.
 */
export async function recoverSpending(
  { ledger, by, now }: { readonly ledger: LedgerStore; readonly by: Person; readonly now: number },
  files: readonly JournalFile[],
  sharing: Sharing,
): Promise<void> {
  const settled = new Map<string, SpendingRecord>();
  for (const { name, entries } of files)
    for (const { step, data } of entries) {
      if (step !== spendingSteps.reserved && step !== spendingSteps.settled) continue;
      if (!Check(SpendingRecord, data))
        throw new PromptopsError("ledger-damaged", `The journal ${name} holds a reservation that this version cannot read.`, { where: name });
      settled.set(`${data.evaluation}~${data.nth}`, data.step === "settled" ? data : { ...data, step: "settled", used: data.reserved });
    }
  if (settled.size === 0) return;
  const view = await ledger.view();
  const records = [];
  for (const record of settled.values()) {
    const began = Date.parse(startedAt(record.evaluation) ?? "");
    const pathOf = (step: string) => spendingPath(record.evaluation, began, record.nth, step);
    if ((await view.read(pathOf("reserved"))) === undefined || (await view.read(pathOf("settled"))) !== undefined) continue;
    records.push(ledgerRecord(pathOf("settled"), record));
  }
  if (records.length > 0)
    await ledger.commit({ records, message: `Settle ${records.length} ended ${records.length === 1 ? "evaluation" : "evaluations"}`, by, at: now }, sharing);
}
