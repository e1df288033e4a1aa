import type { EvidenceShareResult } from "../../core/results/evidence.ts";
import type { LedgerRecord, LedgerStore } from "../../ports/ledger-store.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { requireIdentity } from "../release/committed-project.ts";
import { isRemoteError } from "../release/sync-log.ts";
import { ledgerRecord } from "./ledger-evidence.ts";
import type { EvidenceDeps } from "./list-evidence.ts";

/** Writes the evidence of this machine into the ledger, which begins with it where there is none. @throws PromptopsError `unknown-identity`. */
export async function shareEvidence(deps: Omit<EvidenceDeps, "workTree">, { prompt }: { readonly prompt?: string | undefined }): Promise<EvidenceShareResult> {
  const by = await requireIdentity(deps.git);
  const remote = await knownLedgerRemote(deps.git);
  const ledger = await deps.openLedger(remote);
  const offline = await ledger.sync();
  const view = await ledger.view();
  const records: LedgerRecord[] = [];
  let there = 0;
  for await (const kept of deps.evaluations.keptEvidence()) {
    if (prompt !== undefined && kept.evidence.prompt !== prompt) continue;
    const record = ledgerRecord(kept);
    if ((await view.read(record.path)) === undefined) records.push(record);
    else there += 1;
  }
  const counted = { written: records.length, there, ...(remote === undefined ? {} : { remote }) };
  // What gates wrote is in the ledger here, and may not have gone up yet.
  const isThere = offline === undefined && (await isOnRemote(ledger));
  if (records.length === 0 && (isThere || offline !== undefined || view.tip === undefined)) return { ...counted, shared: isThere };
  const group = { records, message: `Evidence of ${records.length} ${records.length === 1 ? "evaluation" : "evaluations"}`, by, at: deps.clock.now() };
  if (offline !== undefined) return { ...counted, shared: (await ledger.commit(group, "local")).shared };
  try {
    return { ...counted, shared: (await ledger.commit(group, "shared")).shared };
  } catch (error) {
    if (!isRemoteError(error)) throw error;
    return { ...counted, shared: (await ledger.commit(group, "local")).shared };
  }
}

async function isOnRemote(ledger: LedgerStore): Promise<boolean> {
  const { relation } = await ledger.standing();
  return relation === "alone" || relation === "same";
}
