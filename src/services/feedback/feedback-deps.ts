import type { Clock } from "../../ports/clock.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";

/** What commands about feedback need. */
export interface FeedbackDeps {
  readonly git: GitRepo;
  readonly workTree?: DocumentSource;
  readonly clock: Clock;
  readonly evaluations: EvaluationStore;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
  readonly openIndex: (remote: string | undefined) => Promise<LedgerIndex>;
  /** Blanks out secrets. */
  readonly redact: (text: string) => string;
}
