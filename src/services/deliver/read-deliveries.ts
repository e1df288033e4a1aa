import { compareNatural } from "../../core/ledger/compare-natural.ts";
import { Intent } from "../../core/ledger/intent.ts";
import { intentPath, receiptFolder } from "../../core/ledger/record-names.ts";
import { Receipt } from "../../core/ledger/receipt.ts";
import { circuitPath, CircuitState, pendingPath, PendingDelivery } from "../../core/ledger/state-records.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { readRecord } from "../run-due/read-record.ts";

/** Every delivery that is not done, oldest first. @throws PromptopsError `ledger-damaged`. */
export async function readPending(view: LedgerView): Promise<readonly PendingDelivery[]> {
  const names = await view.list("state/pending");
  const all = await Promise.all(names.map((name) => readRecord(view, PendingDelivery, `state/pending/${name}`)));
  return all.filter((each) => each !== undefined).sort((a, b) => (a.next_at === b.next_at ? (a.intent < b.intent ? -1 : 1) : a.next_at < b.next_at ? -1 : 1));
}

/** @throws PromptopsError `ledger-damaged`. */
export function readPendingOf(view: LedgerView, intent: string): Promise<PendingDelivery | undefined> {
  return readRecord(view, PendingDelivery, pendingPath(intent));
}

/** @throws PromptopsError `ledger-damaged`. */
export function readIntent(view: LedgerView, intent: string): Promise<Intent | undefined> {
  return readRecord(view, Intent, intentPath(intent));
}

/** @throws PromptopsError `ledger-damaged`. */
export function readCircuit(view: LedgerView, destination: string): Promise<CircuitState | undefined> {
  return readRecord(view, CircuitState, circuitPath(destination));
}

/** Every receipt of a delivery, in the order of its parts and attempts. @throws PromptopsError `ledger-damaged`. */
export async function readReceipts(view: LedgerView, intent: string): Promise<readonly Receipt[]> {
  const folder = receiptFolder(intent);
  const names = [...(await view.list(folder))].sort(compareNatural);
  const all = await Promise.all(names.map((name) => readRecord(view, Receipt, `${folder}/${name}`)));
  return all.filter((each) => each !== undefined);
}
