import type { DocumentSource } from "../../ports/document-source.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import type { OutputFiles } from "../../ports/output-files.ts";

/** What building a challenge set takes. */
export interface ChallengeDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
  readonly evaluations: EvaluationStore;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
  readonly openIndex: (remote: string | undefined) => Promise<LedgerIndex>;
  readonly output: OutputFiles;
  /** Blanks out secrets. */
  readonly redact: (text: string) => string;
}
