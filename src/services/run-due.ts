import { PromptopsError } from "../core/errors/promptops-error.ts";
import { claimPath } from "../core/ledger/record-names.ts";
import { instant, slotInstant } from "../core/run/instant.ts";
import type { RanRun, RunDueResult } from "../core/results/run-due.ts";
import type { Clock } from "../ports/clock.ts";
import { deliverPending, type DeliveryReport } from "./deliver/deliver-pending.ts";
import { providerDoor } from "./evaluation/provider-door.ts";
import { budgetBook } from "./run-due/budget-book.ts";
import { dueJobs } from "./run-due/due-jobs.ts";
import { blockedRun, executeRuns } from "./run-due/execute-runs.ts";
import { unknownJob } from "./run-due/unknown-job.ts";
import { planTick, type TickPlan } from "./run-due/plan-tick.ts";
import type { PlannedRun, BlockedRun } from "./run-due/planned-run.ts";
import { providerRest } from "./run-due/provider-rest.ts";
import { recoverTick } from "./run-due/recover-tick.ts";
import { releasesFor } from "./run-due/releases-for.ts";
import { runCommitter } from "./run-due/run-committer.ts";
import type { RunDueDeps } from "./run-due/run-due-deps.ts";
import { ranRun, waitingRun } from "./run-due/run-report.ts";
import { ledgerRecord, openTick, type Tick } from "./run-due/tick.ts";
import { readSchedules } from "./run-due/tick-project.ts";

export interface RunDueInput {
  /** Milliseconds since the epoch; now when absent. */
  readonly at?: number | undefined;
  /** Only these; all when empty. */
  readonly jobs: readonly string[];
  /** Runs at most. */
  readonly max?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly dryRun: boolean;
}

const usualConcurrency = 8;

/**
 * One tick: what is due is claimed, run, recorded. Two of them at once are safe, on one machine or on many.
 * @throws PromptopsError as `openTick` does.
 */
export async function runDue(given: RunDueDeps, input: RunDueInput): Promise<RunDueResult> {
  const deps = input.at === undefined ? given : { ...given, clock: shifted(given.clock, input.at) };
  const now = deps.clock.now();
  const nothing: RunDueResult = {
    at: instant(now),
    dry_run: input.dryRun,
    busy: false,
    runs: [],
    skipped: [],
    waiting: [],
    noticed: [],
    broken: [],
    deliveries: [],
    notes: [],
  };
  if (input.dryRun) return { ...nothing, ...(await tick(deps, input)) };
  try {
    return { ...nothing, ...(await deps.lock.holding("tick", 0, () => tick(deps, input))) };
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "locked") return { ...nothing, busy: true };
    throw error;
  }
}

/** Time as if it were `at` now. */
function shifted(clock: Clock, at: number): Clock {
  const by = at - clock.now();
  return { now: () => clock.now() + by, elapsed: () => clock.elapsed(), sleep: (ms, signal) => clock.sleep(ms, signal) };
}

async function tick(deps: RunDueDeps, { jobs: wanted, max, concurrency = usualConcurrency, dryRun }: RunDueInput): Promise<Partial<RunDueResult>> {
  const opened = await openTick(deps);
  const { project, ledger } = opened;
  const { jobs, broken } = await readSchedules(project);
  const { files, resumed, notes } = dryRun ? { files: [], resumed: [], notes: [] } : await recoverTick(opened);
  const view = await ledger.view();
  const due = await dueJobs(view, { jobs: chosen(jobs, wanted) }, deps.clock.now());
  const state = await releasesFor(
    opened,
    due,
    resumed.flatMap(({ held }) => jobs.get(held.name.job) ?? []),
  );
  const book = budgetBook(view);
  const plan = await planTick(opened, { due, view, state, book, resumed, jobs, most: max ?? Number.POSITIVE_INFINITY });
  const base = {
    schedules: project.commit,
    waiting: plan.waiting.map(({ job, slot, code, until }) => ({
      job,
      slot: slotInstant(slot),
      code,
      ...(until === undefined ? {} : { until: instant(until) }),
    })),
    broken: [...broken].map(([job, problems]) => ({ job, problems: [...problems] })),
    noticed: plan.noticed.map(({ record: { subject: job, act } }) => ({ job, act })),
  };
  if (dryRun) return { ...base, runs: planned(plan), skipped: skippedSlots(plan) };
  const mine = await claim(opened, plan);
  const committer = runCommitter(opened);
  const room = {
    deps,
    project,
    book,
    rest: providerRest(),
    door: providerDoor(deps.signal ?? new AbortController().signal),
    openProvider: await deps.openProviders(project.source),
  };
  const blocked = await Promise.all(mine.blocked.map(async (each) => recordBlocked(opened, committer, each)));
  const ran = await executeRuns(opened, room, committer, { runs: mine.runs, concurrency });
  const { deliveries, unshared } = await deliver(opened);
  if (opened.offline === undefined && unshared === undefined) {
    for (const { name } of files) await deps.journal.forget(name);
    await deps.journal.close();
  }
  return { ...base, runs: [...blocked, ...ran, ...mine.taken], skipped: skippedSlots(mine), deliveries: [...deliveries], notes: [...notes] };
}

function chosen<T>(jobs: ReadonlyMap<string, T>, wanted: readonly string[]): ReadonlyMap<string, T> {
  if (wanted.length === 0) return jobs;
  for (const name of wanted) if (!jobs.has(name)) throw unknownJob(name, [...jobs.keys()]);
  return new Map([...jobs].filter(([name]) => wanted.includes(name)));
}

interface Claimed extends Pick<TickPlan, "runs" | "blocked" | "skipped"> {
  readonly taken: readonly RanRun[];
}

/** Writes all claims in one commit; what others claimed first is theirs. No model is asked before this is where everybody sees it. */
async function claim(tick: Tick, { runs, blocked, skipped, noticed }: TickPlan): Promise<Claimed> {
  const records = [
    ...noticed.map(({ path, record }) => ledgerRecord(path, record)),
    ...[...runs, ...blocked, ...skipped].map(({ name, claim: each }) => ledgerRecord(claimPath(name, each.epoch), each)),
  ];
  if (records.length === 0) return { runs, blocked, skipped, taken: [] };
  await Promise.all(runs.map(({ claim: each }) => tick.deps.journal.append("claiming", each.run, each)));
  const { taken } = await tick.commit(records, claimMessage(runs.length, records.length));
  const isOurs = ({ name, claim: each }: Pick<PlannedRun, "name" | "claim">) => !taken.has(claimPath(name, each.epoch));
  const lost = [...runs, ...blocked].filter((each) => !isOurs(each));
  return {
    runs: runs.filter(isOurs),
    blocked: blocked.filter(isOurs),
    skipped: skipped.filter(isOurs),
    taken: lost.map(({ claim: each, job }) => waitingRun(each, "taken", job.prompt)),
  };
}

async function deliver({ deps, ledger, project, runner, by, sharing }: Tick): Promise<DeliveryReport> {
  const { journal, clock, random, redact, signal } = deps;
  const openDestination = await deps.openDestinations(project.source);
  return deliverPending({ ledger, journal, openDestination, clock, random, redact, runner, by }, { sharing, signal });
}

function claimMessage(runs: number, records: number): string {
  if (runs === 0) return `Note ${records} ${records === 1 ? "change" : "changes"} of schedules`;
  return `Claim ${runs} ${runs === 1 ? "run" : "runs"}`;
}

async function recordBlocked(tick: Tick, committer: ReturnType<typeof runCommitter>, blocked: BlockedRun): Promise<RanRun> {
  const ended = blockedRun(tick, blocked);
  await committer.ended(ended, undefined);
  return ranRun(ended.record, "blocked", blocked.claim.lateness_ms);
}

function planned({ runs, blocked }: TickPlan): RanRun[] {
  return [
    ...runs.map(({ claim: each, job }) => waitingRun(each, "planned", job.prompt)),
    ...blocked.map(({ claim: each, job, reason }) => waitingRun(each, "blocked", job.prompt, reason)),
  ];
}

function skippedSlots({ skipped }: Pick<TickPlan, "skipped">): RunDueResult["skipped"] {
  return skipped.map(({ claim: { job, slot, reason, missed } }) => ({
    job,
    slot,
    reason: reason ?? { code: "missed", message: "" },
    missed: missed?.count ?? 0,
  }));
}
