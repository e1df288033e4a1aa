import type { EvaluationVerdict } from "../../core/eval/evaluation-verdict.ts";
import type { PromptOutcome } from "../../core/eval/evidence-fold.ts";
import type { FindRating } from "../../core/eval/rating.ts";
import type { CaseSample } from "../../core/eval/sample-draw.ts";
import type { Shard } from "../../core/eval/shard.ts";
import type { ExitName } from "../../core/errors/exit-code.ts";
import type { Config } from "../../core/model/config.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CommandScorer } from "../../ports/command-scorer.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EvaluationHeader, EvaluationStore } from "../../ports/evaluation-store.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { RecordingFiles } from "../../ports/recording-files.ts";
import type { ResponseCache } from "../../ports/response-cache.ts";
import type { ScorerRunner } from "../../ports/scorer-runner.ts";
import type { WebhookScorer } from "../../ports/webhook-scorer.ts";
import type { Most } from "./fold-results.ts";
import type { BudgetsDeps } from "./reserve-budgets.ts";
import type { Sample } from "./sample.ts";

export interface EvaluateDeps {
  readonly openProvider: OpenProvider;
  readonly evaluations: EvaluationStore;
  /** Called only when answers are cached. Absent = nothing is. */
  readonly openCache?: () => Promise<ResponseCache>;
  readonly scorers: ScorerRunner;
  readonly commands: CommandScorer;
  readonly webhooks: WebhookScorer;
  /** Where answers are recorded. Absent = they are not. */
  readonly recordings?: RecordingFiles;
  /** What people said of answers. Absent = nobody has. */
  readonly ratings?: () => Promise<FindRating>;
  /** Where budgets are kept, for evaluations that count in them. Absent = none does. */
  readonly budgets?: () => Promise<BudgetsDeps>;
  readonly clock: Clock;
  readonly toolVersion: string;
  /** Blanks out secrets in what is recorded of answers and failures. */
  readonly redact?: (text: string) => string;
}

/** A prompt to evaluate. The prompt may come from one state of the repository and its suites from another: what is live, on the suites of its successor. */
export interface EvaluationTarget {
  readonly promptId: string;
  readonly promptSource: DocumentSource;
  readonly suiteSource: DocumentSource;
  /** What people call it, when it is not the id: `billing/summarize@1.2.0`. */
  readonly label?: string;
  /** `provider/name`, in place of the prompt's own and of the input's. */
  readonly model?: string;
  /** Without suites it is left out with a note instead of refused. */
  readonly optional?: boolean;
}

/** What to evaluate. Filters that match nothing are errors. */
export interface PlanInput {
  readonly config: Pick<Config, "providers" | "prices" | "evaluation" | "budgets" | "ledger" | "release">;
  readonly targets: readonly EvaluationTarget[];
  /** Names of suites, ids of cases, tags of cases, patterns of ids; one of each list is enough, nothing filters when empty. */
  readonly suites?: readonly string[];
  readonly cases?: readonly string[];
  readonly tags?: readonly string[];
  readonly filters?: readonly string[];
  /** Of what the filters leave, so many cases of each prompt. */
  readonly sample?: CaseSample;
  /** Of what filters and sample leave, this part. */
  readonly shard?: Shard;
  /** The state that the targets were chosen for differing from; then there may be none. */
  readonly changed?: string;
  /** In place of each suite's own number. */
  readonly epochs?: number;
  /** Each `provider/name`, in place of each prompt's own: every prompt is evaluated with every one. */
  readonly models?: readonly string[];
  /** Asked for the same models' names, in place of the provider of each. Judges stay who they are. */
  readonly provider?: string;
  /** Default: what the configuration says, else true. */
  readonly useCache?: boolean;
  /** False refuses suites with scorers of the repository's own. Default true. */
  readonly allowCode?: boolean;
}

export interface EvaluateInput extends PlanInput {
  /** Calls under way at once, the providers' own limits beside. */
  readonly concurrency?: number;
  readonly maxCostUsd?: number;
  /** Cases that earlier evidence proves are taken over and not run, unless it is older than so many days. Absent = every case is run. */
  readonly reuse?: { readonly days?: number | undefined };
  /** Id of an evaluation to go on with. */
  readonly resume?: string;
  /** Of the one to go on with, run only what ended in an error, and not what is missing. */
  readonly retryErrors?: boolean;
  /** After the first case that does not pass nothing new is started; what is in flight is finished. */
  readonly failFast?: boolean;
  /** When it fires nothing new is started, what is in flight gets a short grace, and the evaluation can be resumed. */
  readonly signal?: AbortSignal;
  /** Is told what there is so far when the signal stopped it, before `interrupted` is thrown. */
  readonly onStopped?: (soFar: EvaluationResult) => void;
}

export interface SkippedPrompt {
  readonly prompt: string;
  readonly reason: string;
}

export interface EvaluationResult {
  readonly id: string;
  readonly header: EvaluationHeader;
  readonly verdict: EvaluationVerdict;
  readonly exit: ExitName;
  /** One per target that was not skipped, in their order. */
  readonly prompts: readonly PromptOutcome[];
  readonly skipped: readonly SkippedPrompt[];
  /** Of the cases, as their epochs were reduced, those that failed, ended in an error, or wait for a person: the first in test order, and how many. */
  readonly failures: Readonly<Sample>;
  readonly errors: Readonly<Sample>;
  readonly pending: Readonly<Sample>;
  /** Results that are still missing: it can be gone on with, and is no evidence yet. */
  readonly notRun: number;
  readonly most: Most;
}
