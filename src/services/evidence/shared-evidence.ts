import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerStore, LedgerView } from "../../ports/ledger-store.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { requireIdentity } from "../release/committed-project.ts";
import { evidenceByPrompt, evidenceInLedger, ledgerRecord } from "./ledger-evidence.ts";

export interface SharedEvidenceDeps {
  readonly git: GitRepo;
  readonly clock: Clock;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
}

export interface EvidenceBehindDeps extends SharedEvidenceDeps {
  /** The ledger as it is here, which needs no remote's name. */
  readonly viewHere: () => Promise<LedgerView>;
}

export interface SharedEvidenceOptions {
  /** `findEvidence` asks the remote's ledger about what is known neither here nor in the ledger as it was last fetched; once. */
  readonly mayFetch: boolean;
  /** `catchUp` does, whose caller wants it; as `mayFetch` when absent. */
  readonly mayCatchUp?: boolean;
}

/**
 * The evaluations of this machine, with the ledger behind them: what is not known here is looked for there, and what is proved here is
 * written there too, for others. Only where there is a ledger: `evidence share` begins one. It is written here first, and goes to the
 * remote with the next thing that is shared. A ledger that cannot be used stops no evaluation.
 */
export function sharedEvidence(local: EvaluationStore, deps: EvidenceBehindDeps, { mayFetch, mayCatchUp = mayFetch }: SharedEvidenceOptions): EvaluationStore {
  let opened: Promise<LedgerStore> | undefined;
  const ledger = (): Promise<LedgerStore> => (opened ??= knownLedgerRemote(deps.git).then(deps.openLedger));
  const inLedger = (key: string, counts?: (evidence: Evidence) => boolean) => unlessRefused(async () => evidenceInLedger(await deps.viewHere(), key, counts));
  let byPrompt = evidenceByPrompt();
  const tipHere = () => unlessRefused(async () => (await deps.viewHere()).tip);
  let fetched: Promise<unknown> | undefined;
  const fetchOnce = () => (fetched ??= unlessRefused(async () => (await ledger()).sync()));
  return {
    ...local,
    async findEvidence(key, counts, mayCount) {
      const known = (await local.findEvidence(key, counts, mayCount)) ?? (await inLedger(key, counts));
      if (known !== undefined || !mayFetch) return known;
      await fetchOnce();
      return inLedger(key, counts);
    },
    async *evidenceAbout(about) {
      yield* local.evidenceAbout(about);
      yield* (await unlessRefused(async () => byPrompt(await deps.viewHere(), about))) ?? [];
    },
    async catchUp() {
      if (!mayCatchUp) return false;
      const before = await tipHere();
      await fetchOnce();
      const isNew = (await tipHere()) !== before;
      if (isNew) byPrompt = evidenceByPrompt();
      return isNew;
    },
    async saveEvidence(key, evidence) {
      await local.saveEvidence(key, evidence);
      await unlessRefused(async () => {
        if ((await deps.viewHere()).tip === undefined) return;
        const store = await ledger();
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
