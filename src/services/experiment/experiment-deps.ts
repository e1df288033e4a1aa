import type { Clock } from "../../ports/clock.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import type { Random } from "../../ports/random.ts";

/** What commands about experiments need. */
export interface ExperimentDeps {
  readonly git: GitRepo;
  readonly workTree?: DocumentSource;
  readonly clock: Clock;
  readonly random: Random;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
}
