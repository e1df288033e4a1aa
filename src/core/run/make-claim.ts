import type { Claim } from "../ledger/claim.ts";
import { runName, type RunName } from "../ledger/record-names.ts";
import type { Amount, RanVersion, Reason, Runner } from "../ledger/record-parts.ts";
import type { PassedOver } from "../schedule/decide-job.ts";
import { instant, slotInstant } from "./instant.ts";

interface ClaimBasis {
  readonly run: RunName;
  readonly epoch: number;
  readonly runner: Runner;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** From when on the slot could have been claimed. */
  readonly readyAt: number;
  /** The commit whose schedules were read. */
  readonly schedules: string;
  readonly traceparent: string;
  readonly missed?: PassedOver | undefined;
}

/** A slot that will be run: nobody else may, until the lease is over. */
export function runClaim(
  basis: ClaimBasis,
  held: {
    readonly leaseUntil: number;
    readonly version: RanVersion;
    /** Absent where an earlier claim of the same run has reserved it already. */
    readonly reserved?: Amount | undefined;
    readonly scopes: readonly string[];
    /** Why it is not run yet. */
    readonly reason?: Reason;
  },
): Claim {
  return {
    ...claimOf(basis, "run"),
    lease_until: instant(held.leaseUntil),
    version: held.version,
    ...(held.reserved === undefined ? {} : { reserved: held.reserved }),
    ...(held.reason === undefined ? {} : { reason: held.reason }),
    scopes: [...held.scopes],
  };
}

/** A slot that will not be run, and why. */
export function skipClaim(basis: ClaimBasis, reason: Reason): Claim {
  return { ...claimOf(basis, "skip"), reason };
}

function claimOf({ run, epoch, runner, now, readyAt, schedules, traceparent, missed }: ClaimBasis, decision: Claim["decision"]): Claim {
  return {
    schema_version: 1,
    kind: "claim",
    run: runName(run),
    job: run.job,
    slot: slotInstant(run.at),
    epoch,
    decision,
    ...(missed === undefined ? {} : { missed: { from: slotInstant(missed.from), to: slotInstant(missed.to), count: missed.count } }),
    runner,
    at: instant(now),
    lateness_ms: Math.max(0, now - readyAt),
    schedules,
    traceparent,
  };
}
