import { instant } from "../../core/run/instant.ts";
import { runClaim } from "../../core/run/make-claim.ts";
import { slotInstant } from "../../core/run/instant.ts";
import { endRun } from "../../core/run/end-run.ts";
import type { RanRun } from "../../core/results/run-due.ts";
import type { Claim } from "../../core/ledger/claim.ts";
import { runName } from "../../core/ledger/record-names.ts";
import { eachConcurrently } from "../evaluation/each-concurrently.ts";
import { scopesOf } from "./budget-book.ts";
import { executeRun, type RunOutcome } from "./execute-run.ts";
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
  /** Deliveries that may be made now, while other runs go on. */
  readonly onRecorded: (intents: readonly string[]) => void;
}

/**
 * Runs what was claimed, a few at once. Who has an answer makes room for the next while it is being recorded. @param onRecorded Told of
 * deliveries that may be made from now on.
 */
export async function executeRuns(tick: Tick, room: RunRoom, committer: RunCommitter, { runs, concurrency, onRecorded }: ExecuteInput): Promise<RanRun[]> {
  const tails: Promise<RanRun>[] = [];
  const record = (tail: Promise<RanRun>) => {
    // Whoever fails is heard of at the end; the others go on.
    tail.catch(() => undefined);
    tails.push(tail);
  };
  try {
    await eachConcurrently(
      inOrder(runs),
      concurrency,
      async (planned) => record((await executeOne(tick, room, committer, planned, onRecorded)).tail),
      tick.deps.signal,
    );
  } finally {
    committer.flush();
    await Promise.allSettled(tails);
  }
  const done = new Map((await Promise.all(tails)).map((ran) => [ran.run, ran]));
  return runs.flatMap(({ claim }) => done.get(claim.run) ?? []);
}

/** Resolves when the run is done, with what is still to be recorded of it. */
async function executeOne(
  tick: Tick,
  room: RunRoom,
  committer: RunCommitter,
  planned: PlannedRun,
  onRecorded: ExecuteInput["onRecorded"],
): Promise<{ tail: Promise<RanRun> }> {
  const { deps } = tick;
  const claim = await withFullLease(tick, committer, planned);
  if (claim === undefined) return { tail: Promise.resolve(waitingRun(planned.claim, "taken", planned.job.prompt)) };
  const tell = beats(deps, planned.job.heartbeat);
  await tell("start");
  const outcome = await executeRun(room, basisOf(planned, claim));
  if (outcome.kind === "waiting") return { tail: heldOn(tick, committer, planned, claim, outcome) };
  return {
    tail: recorded(committer, claim, outcome).then(async (ran) => {
      if (ran.status !== "late" && outcome.intents.length > 0) onRecorded(outcome.intents.map(({ intent }) => intent));
      await tell(outcome.record.status === "succeeded" ? "success" : "fail");
      return ran;
    }),
  };
}

async function heldOn(
  tick: Tick,
  committer: RunCommitter,
  planned: PlannedRun,
  claim: Claim,
  { reason, until }: Extract<RunOutcome, { kind: "waiting" }>,
): Promise<RanRun> {
  const later = nextClaim(tick, planned, claim, until, reason);
  return waitingRun(later, (await committer.held(later)) ? "waiting" : "taken", planned.job.prompt, reason);
}

async function recorded(committer: RunCommitter, claim: Claim, ended: EndedRun): Promise<RanRun> {
  const as = await committer.ended(ended, claim.lease_until === undefined ? undefined : Date.parse(claim.lease_until));
  return ranRun(ended.record, as === "late" ? "late" : ended.record.status, claim.lateness_ms);
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
