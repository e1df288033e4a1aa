import type { Evidence } from "../core/eval/evidence.ts";
import { evidenceOfEvaluations } from "../services/evidence/ledger-evidence.ts";
import type { EvidenceDeps } from "../services/evidence/list-evidence.ts";
import { sharedEvidence } from "../services/evidence/shared-evidence.ts";
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

/** What the ledger has of evaluations that were made on other machines. */
export function evidenceElsewhere(context: Context): (evaluation: string) => Promise<readonly Evidence[]> {
  return evidenceOfEvaluations(async () => (await context.ledger(await knownLedgerRemote(await context.git()))).view());
}

/** Evaluations with the ledger's evidence behind them. */
export async function evaluationsWithLedger(context: Context): Promise<EvaluationStore> {
  return sharedEvidence(await context.evaluations(), {
    git: await context.git(),
    clock: await context.clock(),
    openLedger: (remote) => context.ledger(remote),
  });
}
