import { instant } from "../../core/run/instant.ts";
import { runClaim } from "../../core/run/make-claim.ts";
import { slotInstant } from "../../core/run/instant.ts";
import { endRun } from "../../core/run/end-run.ts";
import type { RanRun } from "../../core/results/run-due.ts";
import type { Claim } from "../../core/ledger/claim.ts";
import { runName } from "../../core/ledger/record-names.ts";
import { eachConcurrently } from "../evaluation/each-concurrently.ts";
import { scopesOf } from "./budget-book.ts";
import { executeRun } from "./execute-run.ts";
import type { EndedRun } from "./finish-run.ts";
import { beats } from "./heartbeats.ts";
import { leaseGraceMs, leaseMs } from "./lease.ts";
import type { BlockedRun, PlannedRun } from "./planned-run.ts";
import type { RunBasis } from "./run-basis.ts";
import type { RunCommitter } from "./run-committer.ts";
import { ranRun, waitingRun } from "./run-report.ts";
import type { RunRoom } from "./run-room.ts";
import type { Tick } from "./tick.ts";

const usualPauseAfter = 10;

export interface ExecuteInput {
  readonly runs: readonly PlannedRun[];
  readonly concurrency: number;
}

/** Runs what was claimed, a few at once; each is in the ledger when it counts as done. */
export async function executeRuns(tick: Tick, room: RunRoom, committer: RunCommitter, { runs, concurrency }: ExecuteInput): Promise<RanRun[]> {
  const done = new Map<PlannedRun, RanRun>();
  await eachConcurrently(
    inOrder(runs),
    concurrency,
    async (planned) => void done.set(planned, await executeOne(tick, room, committer, planned)),
    tick.deps.signal,
  );
  return runs.flatMap((planned) => done.get(planned) ?? []);
}

async function executeOne(tick: Tick, room: RunRoom, committer: RunCommitter, planned: PlannedRun): Promise<RanRun> {
  const { deps } = tick;
  const claim = await withFullLease(tick, committer, planned);
  if (claim === undefined) return waitingRun(planned.claim, "taken", planned.job.prompt);
  const tell = beats(deps, planned.job.heartbeat);
  await tell("start");
  const outcome = await executeRun(room, basisOf(planned, claim));
  if (outcome.kind === "waiting") {
    const { reason, until } = outcome;
    const later = nextClaim(tick, planned, claim, until, reason);
    const ours = await committer.held(later);
    return waitingRun(later, ours ? "waiting" : "taken", planned.job.prompt, reason);
  }
  const recorded = await committer.ended(outcome, claim.lease_until === undefined ? undefined : Date.parse(claim.lease_until));
  await tell(outcome.record.status === "succeeded" ? "success" : "fail");
  return ranRun(outcome.record, recorded === "late" ? "late" : outcome.record.status, claim.lateness_ms);
}

/** A run that had to wait its turn may have too little of its lease left; undefined when somebody took it over meanwhile. */
async function withFullLease(tick: Tick, committer: RunCommitter, planned: PlannedRun): Promise<Claim | undefined> {
  const { claim, job } = planned;
  const now = tick.deps.clock.now();
  const left = Date.parse(claim.lease_until ?? instant(now)) - now;
  if (left >= leaseMs(job) - leaseGraceMs / 2) return claim;
  const renewed = nextClaim(tick, planned, claim, now + leaseMs(job));
  return (await committer.held(renewed)) ? renewed : undefined;
}

/** The same run, held on: the next epoch, by the same runner, nothing reserved twice. */
function nextClaim(tick: Tick, { name, lines, released, job }: PlannedRun, claim: Claim, leaseUntil: number, reason?: Claim["reason"]): Claim {
  const basis = {
    run: name,
    epoch: claim.epoch + 1,
    runner: tick.runner,
    now: tick.deps.clock.now(),
    readyAt: Date.parse(claim.at) - claim.lateness_ms,
    schedules: tick.project.commit,
    traceparent: claim.traceparent,
  };
  const version = { prompt: job.prompt, version: released.version, digest: released.loaded.digest, commit: released.commit };
  return runClaim(basis, { leaseUntil, version, scopes: scopesOf(lines), ...(reason === undefined ? {} : { reason }) });
}

function basisOf({ name, job, released, lines, reserved, patience, earlier, given }: PlannedRun, claim: Claim): RunBasis {
  return {
    name,
    jobName: name.job,
    job,
    slot: slotInstant(name.at),
    preview: false,
    pauseAfter: job.max_consecutive_failures ?? usualPauseAfter,
    epoch: claim.epoch,
    runner: claim.runner,
    traceparent: claim.traceparent,
    released,
    lines,
    reserved,
    patience,
    timeline: [...earlier, { at: claim.at, event: "claimed" }],
    given,
  };
}

/** The record of a slot that was not run: no model was asked. */
export function blockedRun({ deps, runner }: Tick, { name, job, claim, reason, released, lines }: BlockedRun): EndedRun {
  const at = instant(deps.clock.now());
  const record = endRun(
    {
      run: runName(name),
      job: name.job,
      slot: slotInstant(name.at),
      preview: false,
      epoch: claim.epoch,
      runner,
      started_at: at,
      traceparent: claim.traceparent,
      prompt: job.prompt,
      ...(job.environment === undefined ? {} : { environment: job.environment }),
      ...(released === undefined
        ? {}
        : { version: { prompt: job.prompt, version: released.version, digest: released.loaded.digest, commit: released.commit } }),
      config: {},
      inputs: {},
      messages: [],
      model_asked: released?.loaded.resolved.prompt.model.id ?? "",
      reserved: { calls: 0, tokens: 0, nano_usd: 0 },
      scopes: scopesOf(lines),
      timeline: [{ at: claim.at, event: "claimed" }],
      redactions: 0,
    },
    { status: "blocked", reason, at, answers: [] },
  );
  return { record, intents: [] };
}

async function* inOrder<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
