import type { Evidence } from "../core/eval/evidence.ts";
import { evidenceOfEvaluations } from "../services/evidence/ledger-evidence.ts";
import type { EvidenceDeps } from "../services/evidence/list-evidence.ts";
import { sharedEvidence, type SharedEvidenceOptions } from "../services/evidence/shared-evidence.ts";
import { knownLedgerRemote } from "../services/ledger/known-ledger-remote.ts";
import type { EvaluationStore } from "../ports/evaluation-store.ts";
import type { Context } from "./context.ts";

/** What commands about evidence need. */
export async function evidenceDeps(context: Context): Promise<EvidenceDeps> {
  return {
    git: await context.git(),
    clock: await context.clock(),
    workTree: await context.workTree(),
    evaluations: await context.evaluations(),
    openLedger: (remote) => context.ledger(remote),
  };
}

/** What the ledger has of evaluations that were made on other machines. @param fetch Ask the remote's first. */
export function evidenceElsewhere(context: Context, fetch = false): (evaluation: string) => Promise<readonly Evidence[]> {
  return evidenceOfEvaluations(async () => {
    const ledger = await context.ledger(await knownLedgerRemote(await context.git()));
    const unreachable = fetch ? await ledger.sync() : undefined;
    if (unreachable !== undefined) throw unreachable;
    return ledger.view();
  });
}

/** Evaluations with the ledger's evidence behind them. */
export async function evaluationsWithLedger(context: Context, options: SharedEvidenceOptions): Promise<EvaluationStore> {
  const deps = {
    git: await context.git(),
    clock: await context.clock(),
    openLedger: (remote: string | undefined) => context.ledger(remote),
    viewHere: async () => (await context.ledgerHere()).view(),
  };
  return sharedEvidence(await context.evaluations(), deps, options);
}
