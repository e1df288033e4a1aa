import type { RunName } from "../../core/ledger/record-names.ts";
import type { Amount, Runner } from "../../core/ledger/record-parts.ts";
import type { RunRecord } from "../../core/ledger/run-record.ts";
import type { Job } from "../../core/model/job.ts";
import type { BudgetLine } from "../../core/run/budget-lines.ts";
import type { ReleasedVersion } from "../release/released-version.ts";
import type { CapturedInputs } from "./capture-inputs.ts";

/** What of a job a run needs; a preview of a prompt without a job has the rest alone. */
export type RunJob = Pick<Job, "title" | "environment" | "inputs" | "inputs_from" | "timeout" | "retries" | "destinations" | "heartbeat">;

/** One run, whatever it was begun by: a slot, a person, a preview, a re-run. */
export interface RunBasis {
  readonly name: RunName;
  /** The job's name as records have it. */
  readonly jobName: string | undefined;
  readonly job: RunJob;
  readonly slot: string | undefined;
  readonly preview: boolean;
  readonly pauseAfter: number | undefined;
  readonly epoch: number;
  readonly runner: Runner;
  readonly traceparent: string;
  readonly released: ReleasedVersion;
  readonly lines: readonly BudgetLine[];
  /** By a claim; nothing for runs without one. */
  readonly reserved: Amount;
  /** Milliseconds since the epoch: so long a provider that is out is waited for. */
  readonly patience: number;
  readonly timeline: RunRecord["timeline"];
  /** What a re-run is given instead of fetching it. */
  readonly given?: CapturedInputs | undefined;
}
