import { Check } from "typebox/value";
import { lostReceipt } from "../../core/delivery/attempt-receipt.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { Receipt } from "../../core/ledger/receipt.ts";
import type { JournalEntry, JournalFile } from "../../ports/journal.ts";
import { JournaledAttempt } from "./journaled-attempt.ts";

/**
 * The receipts of attempts that processes of this place made before they died: those that were known, as they were, and `unknown` ones for
 * attempts whose outcome nobody wrote down. Asked again, it gives the same, so that they can be committed again (`commitReceipts`).
 * @param files What `Journal.left` gave. @throws PromptopsError `ledger-damaged` for an entry that is none of ours.
 */
export function recoverDeliveries(files: readonly JournalFile[]): readonly Receipt[] {
  return files.flatMap(({ name, entries }) => {
    const attempts = new Map<string, Receipt>();
    for (const entry of entries) {
      if (entry.step === "sending") attempts.set(...begun(name, entry));
      else if (entry.step === "sent") attempts.set(...ended(name, entry));
    }
    return [...attempts.values()];
  });
}

function begun(file: string, { at, data }: JournalEntry): [string, Receipt] {
  if (!Check(JournaledAttempt, data)) throw strange(file);
  const reason = { code: "crashed", message: "The process that sent it ended before it knew what had become of it." };
  return [keyOf(data), lostReceipt(data, data.at === undefined ? at : Date.parse(data.at), reason)];
}

function ended(file: string, { data }: JournalEntry): [string, Receipt] {
  const { receipt } = data as { readonly receipt?: unknown };
  if (!Check(Receipt, receipt)) throw strange(file);
  return [keyOf(receipt), receipt];
}

function keyOf({ intent, part, attempt }: Pick<Receipt, "intent" | "part" | "attempt">): string {
  return `${intent} ${part}.${attempt}`;
}

function strange(file: string): PromptopsError {
  return new PromptopsError("ledger-damaged", `The journal ${file} holds an attempt that this version cannot read.`, { where: file });
}
