import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { Lock } from "../../ports/lock.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { Random } from "../../ports/random.ts";
import type { CountLook } from "../evidence/count-look.ts";
import type { EvaluateDeps } from "../evaluation/evaluation-input.ts";

/** What writing to the release log takes. */
export interface ReleaseDeps {
  readonly git: GitRepo;
  /** For names that are not committed yet. */
  readonly workTree: DocumentSource;
  readonly lock: Lock;
  readonly clock: Clock;
  readonly random: Random;
}

/** What asking a gate takes. */
export interface GateDeps extends Omit<EvaluateDeps, "openProvider"> {
  readonly git: GitRepo;
  /** Counts looks at sealed cases. Absent = they cannot be counted, and then they decide nothing. */
  readonly countLook?: CountLook;
  /** What people said of answers. Absent = nobody did. */
  readonly feedback?: () => Promise<readonly FeedbackRecord[]>;
  /** Providers as the configuration of one state of the repository names them. */
  readonly openProviders: (source: DocumentSource) => Promise<OpenProvider>;
}
