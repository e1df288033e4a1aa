import type { TSchema } from "typebox";
import { DoctorResult } from "./doctor.ts";
import { InitResult } from "./init.ts";
import { NewKinds, NewResult } from "./new.ts";
import { ListResult } from "./list.ts";
import { RenderResult } from "./render.ts";
import { EvalResult } from "./eval.ts";
import { EvalListResult } from "./eval-list.ts";
import { EvalMergeResult } from "./eval-merge.ts";
import { EvalShowResult } from "./eval-show.ts";
import { SchemaResult } from "./schema.ts";
import { ShowResult } from "./show.ts";
import { ValidateResult } from "./validate.ts";
import { AuditLogResult } from "./audit-log.ts";
import { ChallengeBuildResult } from "./challenge.ts";
import { ChangelogResult } from "./changelog.ts";
import { CompareResult } from "./compare.ts";
import {
  DeliveriesListResult,
  DeliveriesReplayResult,
  DeliveriesResolveResult,
  DeliveriesRetryResult,
  DeliveriesShowResult,
  DestinationsTestResult,
} from "./deliveries.ts";
import { DiffResult } from "./diff.ts";
import { EvidenceListResult, EvidenceShareResult, EvidenceShowResult } from "./evidence.ts";
import { ExperimentAssignResult, ExperimentRecordResult, ExperimentStartResult, ExperimentStatusResult, ExperimentStopResult } from "./experiment.ts";
import { GateResult } from "./gate.ts";
import { HistoryResult } from "./history.ts";
import { LedgerStatusResult } from "./ledger-status.ts";
import { LedgerCompactResult, LedgerPruneResult, LedgerRebuildIndexResult } from "./ledger-upkeep.ts";
import { LedgerVerifyResult } from "./ledger-verify.ts";
import { LiveResult } from "./live.ts";
import { ApproveResult } from "./approve.ts";
import { DeprecateResult } from "./deprecate.ts";
import { FeedbackAddResult, FeedbackAgreementResult, FeedbackImportResult, FeedbackListResult } from "./feedback.ts";
import { MetricsResult } from "./metrics.ts";
import { OutcomesListResult } from "./outcomes-list.ts";
import { OutcomesRecordResult } from "./outcomes-record.ts";
import { PromoteResult } from "./promote.ts";
import { PublishResult } from "./publish.ts";
import { ReleaseBundleResult } from "./release-bundle.ts";
import { ReleaseCheckResult } from "./release-check.ts";
import { RollbackResult } from "./rollback.ts";
import { JobsExplainResult, JobsListResult, JobsNextResult, JobsPauseResult, JobsRunResult, JobsShowResult } from "./jobs.ts";
import { PreviewResult, RunsDiffResult, RunsListResult, RunsRerunResult, RunsShowResult, RunsTimelineResult } from "./runs.ts";
import { RunDueResult } from "./run-due.ts";
import { TrendResult } from "./trend.ts";
import { VerifyResult } from "./verify.ts";

/** The `data` of every command's `--json`, by command id. `schemas/results/` is generated from it, and a test holds real outputs against it. */
export const resultSchemas = {
  doctor: DoctorResult,
  init: InitResult,
  new: NewKinds,
  "new:job": NewResult,
  "new:prompt": NewResult,
  "new:suite": NewResult,
  list: ListResult,
  render: RenderResult,
  eval: EvalResult,
  "eval:list": EvalListResult,
  "eval:merge": EvalMergeResult,
  "eval:show": EvalShowResult,
  schema: SchemaResult,
  show: ShowResult,
  validate: ValidateResult,
  "audit:log": AuditLogResult,
  "challenge:build": ChallengeBuildResult,
  changelog: ChangelogResult,
  compare: CompareResult,
  diff: DiffResult,
  "evidence:list": EvidenceListResult,
  "evidence:share": EvidenceShareResult,
  "evidence:show": EvidenceShowResult,
  "experiment:assign": ExperimentAssignResult,
  "experiment:record": ExperimentRecordResult,
  "experiment:start": ExperimentStartResult,
  "experiment:status": ExperimentStatusResult,
  "experiment:stop": ExperimentStopResult,
  "feedback:add": FeedbackAddResult,
  "feedback:agreement": FeedbackAgreementResult,
  "feedback:import": FeedbackImportResult,
  "feedback:list": FeedbackListResult,
  gate: GateResult,
  history: HistoryResult,
  "ledger:compact": LedgerCompactResult,
  "ledger:prune": LedgerPruneResult,
  "ledger:rebuild-index": LedgerRebuildIndexResult,
  "ledger:status": LedgerStatusResult,
  "ledger:verify": LedgerVerifyResult,
  live: LiveResult,
  metrics: MetricsResult,
  "outcomes:list": OutcomesListResult,
  "outcomes:record": OutcomesRecordResult,
  promote: PromoteResult,
  approve: ApproveResult,
  deprecate: DeprecateResult,
  publish: PublishResult,
  "release:bundle": ReleaseBundleResult,
  "release:check": ReleaseCheckResult,
  rollback: RollbackResult,
  trend: TrendResult,
  verify: VerifyResult,
  "deliveries:list": DeliveriesListResult,
  "deliveries:show": DeliveriesShowResult,
  "deliveries:retry": DeliveriesRetryResult,
  "deliveries:replay": DeliveriesReplayResult,
  "deliveries:resolve": DeliveriesResolveResult,
  "destinations:test": DestinationsTestResult,
  "run-due": RunDueResult,
  preview: PreviewResult,
  "jobs:list": JobsListResult,
  "jobs:show": JobsShowResult,
  "jobs:next": JobsNextResult,
  "jobs:explain": JobsExplainResult,
  "jobs:pause": JobsPauseResult,
  "jobs:resume": JobsPauseResult,
  "jobs:run": JobsRunResult,
  "jobs:backfill": JobsRunResult,
  "runs:list": RunsListResult,
  "runs:show": RunsShowResult,
  "runs:timeline": RunsTimelineResult,
  "runs:diff": RunsDiffResult,
  "runs:rerun": RunsRerunResult,
} as const satisfies Record<string, TSchema>;
