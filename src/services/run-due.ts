import { PromptopsError } from "../core/errors/promptops-error.ts";
import { instant, slotInstant } from "../core/run/instant.ts";
import type { RanRun, RunDueResult } from "../core/results/run-due.ts";
import type { Clock } from "../ports/clock.ts";
import { budgetBook } from "./run-due/budget-book.ts";
import { dueJobs } from "./run-due/due-jobs.ts";
import { unknownJob } from "./run-due/unknown-job.ts";
import { cachedSchedules, schedulesKey } from "./run-due/cached-schedules.ts";
import { carryOut } from "./run-due/carry-out.ts";
import { jobsToLookAt } from "./run-due/jobs-to-look-at.ts";
import { planTick, type TickPlan } from "./run-due/plan-tick.ts";
import { recoverTick } from "./run-due/recover-tick.ts";
import { removedJobs } from "./run-due/removed-jobs.ts";
import { releasesFor } from "./run-due/releases-for.ts";
import type { RunDueDeps } from "./run-due/run-due-deps.ts";
import { waitingRun } from "./run-due/run-report.ts";
import { openTick } from "./run-due/tick.ts";
import type { Schedules } from "./run-due/tick-project.ts";

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
const noSchedules: Schedules = { jobs: new Map(), broken: new Map() };

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
  let begun = false;
  const alone = () => {
    begun = true;
    return tick(deps, input);
  };
  try {
    return { ...nothing, ...(await deps.lock.holding("tick", 0, alone)) };
  } catch (error) {
    if (!begun && error instanceof PromptopsError && error.code === "locked") return { ...nothing, busy: true };
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
  const key = await schedulesKey(deps, project);
  let read: Promise<Schedules> | undefined;
  const schedules = () => (read ??= cachedSchedules(deps, project, key));
  const { files, resumed, notes } = dryRun ? { files: [], resumed: [], notes: [] } : await recoverTick(opened);
  const view = await ledger.view();
  const now = deps.clock.now();
  const { names, unchanged } = await jobsToLookAt(deps, view, { key, schedules, now });
  const isQuiet = unchanged && names.size === 0 && wanted.length === 0 && resumed.length === 0;
  const { jobs, broken } = isQuiet ? noSchedules : await schedules();
  const looked = new Map([...chosen(jobs, wanted)].filter(([name]) => names.has(name)));
  const due = await dueJobs(view, { jobs: looked }, now);
  const state = await releasesFor(
    opened,
    due,
    resumed.flatMap(({ held }) => jobs.get(held.name.job) ?? []),
  );
  const book = budgetBook(view);
  const plan = await planTick(opened, {
    due,
    view,
    state,
    book,
    removed: unchanged ? [] : await removedJobs(opened, view, { jobs, broken }),
    resumed,
    jobs,
    most: max ?? Number.POSITIVE_INFINITY,
  });
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
  const done = await carryOut(opened, { plan, book, concurrency, files });
  return { ...base, runs: [...done.runs], skipped: skippedSlots(done), deliveries: [...done.deliveries], notes: [...notes] };
}

function chosen<T>(jobs: ReadonlyMap<string, T>, wanted: readonly string[]): ReadonlyMap<string, T> {
  if (wanted.length === 0) return jobs;
  for (const name of wanted) if (!jobs.has(name)) throw unknownJob(name, [...jobs.keys()]);
  return new Map([...jobs].filter(([name]) => wanted.includes(name)));
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
