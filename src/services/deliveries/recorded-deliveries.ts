import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { ledgerRemote } from "../run-due/ledger-remote.ts";
import { tickProject } from "../run-due/tick-project.ts";
import type { DeliveriesDeps } from "./deliveries-deps.ts";
import { offlineNotes } from "./open-deliveries.ts";

export interface RecordedDeliveries {
  readonly ledger: LedgerStore;
  readonly index: LedgerIndex;
  readonly notes: string[];
}

/**
 * What was delivered and what was to be, as the ledger has it everywhere, where the remote can be asked. That is history: a configuration that is broken
 * today is a note, and only who delivers needs it.
 * @throws PromptopsError `no-commit`, `not-a-project`, `unknown-revision`, `unknown-remote`; `ledger-rewritten`, `ledger-lost`.
 */
export async function recordedDeliveries(deps: DeliveriesDeps): Promise<RecordedDeliveries> {
  const { remote, notes } = await knownRemote(deps);
  const ledger = await deps.openLedger(remote);
  const offline = await ledger.sync();
  return { ledger, index: await deps.openIndex(remote), notes: [...offlineNotes({ offline }), ...notes] };
}

async function knownRemote({ git }: DeliveriesDeps): Promise<{ readonly remote: string | undefined; readonly notes: readonly string[] }> {
  try {
    return { remote: await ledgerRemote(git, (await tickProject(git)).config), notes: [] };
  } catch (error) {
    if (!(error instanceof PromptopsError) || error.code !== "invalid-documents") throw error;
    const note = "The committed configuration is broken, so nothing can be delivered now: `promptops validate` says what is wrong with it.";
    return { remote: await knownLedgerRemote(git), notes: [note] };
  }
}
