import type { Claim } from "../../core/ledger/claim.ts";
import type { RunName } from "../../core/ledger/record-names.ts";
import type { Amount, Reason } from "../../core/ledger/record-parts.ts";
import type { RunRecord } from "../../core/ledger/run-record.ts";
import type { Job } from "../../core/model/job.ts";
import type { BudgetLine } from "../../core/run/budget-lines.ts";
import type { CapturedInputs } from "./capture-inputs.ts";
import type { ReleasedVersion } from "../release/released-version.ts";

/** A run that may begin as soon as its claim is everybody's. */
export interface PlannedRun {
  readonly name: RunName;
  readonly job: Job;
  readonly claim: Claim;
  readonly released: ReleasedVersion;
  readonly lines: readonly BudgetLine[];
  /** By this claim, or by the one it takes over from. */
  readonly reserved: Amount;
  /** Until when an unreachable provider is waited for, milliseconds since the epoch. */
  readonly patience: number;
  /** What happened to it before this claim. */
  readonly earlier: RunRecord["timeline"];
  /** What a re-run is given instead of fetching it. */
  readonly given?: CapturedInputs | undefined;
}

/** A slot that cannot be run: no model is asked. */
export interface BlockedRun {
  readonly name: RunName;
  readonly job: Job;
  readonly claim: Claim;
  readonly reason: Reason;
  readonly released: ReleasedVersion | undefined;
  readonly lines: readonly BudgetLine[];
}

export type Plan = { readonly kind: "run"; readonly planned: PlannedRun } | { readonly kind: "blocked"; readonly blocked: BlockedRun };
