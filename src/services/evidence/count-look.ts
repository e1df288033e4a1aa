import { digestOf } from "../../core/identity/digest.ts";
import { HoldoutState, holdoutPath, lookRecord, type HoldoutLook } from "../../core/ledger/holdout-state.ts";
import { auditPath } from "../../core/ledger/record-names.ts";
import type { LedgerStore, LedgerView } from "../../ports/ledger-store.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { requireIdentity } from "../release/committed-project.ts";
import { readRecord } from "../run-due/read-record.ts";
import type { SharedEvidenceDeps } from "./shared-evidence.ts";

/** The how-manieth look at sealed cases a candidate's is, from 1. */
export type CountLook = (prompt: string, look: HoldoutLook) => Promise<number>;

/**
 * Counts in the ledger, which begins with it where there is none, and shares the count before anybody looks: what was not counted was not
 * looked at. The same candidate again keeps its number.
 * @throws PromptopsError `unknown-identity`, and as a shared write of the ledger does.
 */
export function countLook({ git, clock, openLedger }: SharedEvidenceDeps): CountLook {
  return async (prompt, look) => {
    const ledger = await openLedger(await knownLedgerRemote(git));
    const offline = await ledger.sync();
    const before = await numberOf(await ledger.view(), prompt, look);
    if (before !== undefined) return before;
    if (offline !== undefined) throw offline;
    await write(ledger, prompt, look, { by: await requireIdentity(git), at: clock.now() });
    const now = await numberOf(await ledger.view(), prompt, look);
    if (now === undefined) throw new Error("a look that was written is counted");
    return now;
  };
}

async function write(
  ledger: LedgerStore,
  prompt: string,
  look: HoldoutLook,
  { by, at }: { readonly by: { readonly name: string; readonly email: string }; readonly at: number },
): Promise<void> {
  const record = lookRecord(prompt, look, new Date(at).toISOString(), by);
  const path = auditPath(at, `holdout-${digestOf({ prompt, ...look }).slice(0, 24)}`);
  await ledger.commit(
    { records: [{ path, text: `${JSON.stringify(record)}\n` }], message: `Look at the holdout ${look.suite} of ${prompt}`, by, at },
    "shared",
  );
}

async function numberOf(view: LedgerView, prompt: string, { suite_digest, candidate }: HoldoutLook): Promise<number | undefined> {
  const state = await readRecord(view, HoldoutState, holdoutPath(prompt, suite_digest));
  const at = state?.looks.indexOf(candidate) ?? -1;
  return at === -1 ? undefined : at + 1;
}
