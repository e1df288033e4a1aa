import type { Clock } from "../../ports/clock.ts";
import type { OpenDestination } from "../../ports/destination.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EnvironmentVariables } from "../../ports/environment.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { Heartbeat } from "../../ports/heartbeat.ts";
import type { InputReader } from "../../ports/input-reader.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import type { Lock } from "../../ports/lock.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { Random } from "../../ports/random.ts";
import type { TextCache } from "../../ports/text-cache.ts";

/** What a tick, a preview and a re-run take. */
export interface RunDueDeps {
  readonly git: GitRepo;
  readonly lock: Lock;
  readonly clock: Clock;
  readonly random: Random;
  readonly environment: EnvironmentVariables;
  readonly journal: Journal;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
  readonly openIndex: (remote: string | undefined) => Promise<LedgerIndex>;
  /** Providers as the configuration of one state of the repository names them. */
  readonly openProviders: (source: DocumentSource) => Promise<OpenProvider>;
  readonly openDestinations: (source: DocumentSource) => Promise<OpenDestination>;
  readonly inputs: InputReader;
  readonly heartbeat: Heartbeat;
  readonly cache: TextCache;
  /** This machine; see `runnerHost`. */
  readonly host: () => string;
  readonly toolVersion: string;
  /** Blanks out the values of environment variables that were used. */
  readonly redact: (text: string) => string;
  /** Fires when the user wants to stop: nothing new is begun. */
  readonly signal?: AbortSignal;
}
