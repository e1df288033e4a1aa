import type { Clock } from "../../ports/clock.ts";
import type { OpenDestination } from "../../ports/destination.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import type { Lock } from "../../ports/lock.ts";
import type { Random } from "../../ports/random.ts";

/** What commands about deliveries need. */
export interface DeliveriesDeps {
  readonly git: GitRepo;
  readonly workTree?: DocumentSource;
  readonly lock: Lock;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
  readonly openIndex: (remote: string | undefined) => Promise<LedgerIndex>;
  readonly openDestinations: (source: DocumentSource) => Promise<OpenDestination>;
  /** This machine; see `runnerHost`. */
  readonly host: string;
  /** Blanks out the values of environment variables that were used. */
  readonly redact: (text: string) => string;
  /** Fires when the user wants to stop. */
  readonly signal?: AbortSignal;
}
