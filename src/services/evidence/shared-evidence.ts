import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import { requireIdentity } from "../release/committed-project.ts";
import { evidenceInLedger, ledgerRecord } from "./ledger-evidence.ts";

export interface SharedEvidenceDeps {
  readonly git: GitRepo;
  readonly clock: Clock;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
}

/**
 * The evaluations of this machine, with the ledger behind them: what is not known here is looked for there, and what is proved here is
 * written there too, for others. Only where there is a ledger: `evidence share` begins one. It is written here first, and goes to the
 * remote with the next thing that is shared. A ledger that cannot be used stops no evaluation.
 */
export function sharedEvidence(local: EvaluationStore, deps: SharedEvidenceDeps): EvaluationStore {
  // Through which remote it is shared is nobody's question here: what is asked for and written is in this clone.
  let opened: Promise<LedgerStore> | undefined;
  const ledger = (): Promise<LedgerStore> => (opened ??= deps.openLedger(undefined));
  return {
    ...local,
    async findEvidence(key) {
      const here = await local.findEvidence(key);
      return here ?? (await unlessRefused(async () => evidenceInLedger(await (await ledger()).view(), key)));
    },
    async saveEvidence(key, evidence) {
      await local.saveEvidence(key, evidence);
      await unlessRefused(async () => {
        const store = await ledger();
        if ((await store.view()).tip === undefined) return;
        const by = await requireIdentity(deps.git);
        await store.commit({ records: [ledgerRecord({ key, evidence })], message: `Evidence of ${evidence.prompt}`, by, at: deps.clock.now() }, "local");
      });
    },
  };
}

async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof PromptopsError)) throw error;
    return undefined;
  }
}
