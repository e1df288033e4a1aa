import { instant, slotInstant } from "../../core/run/instant.ts";
import type { RanRun, RunDueResult } from "../../core/results/run-due.ts";
import { budgetBook } from "./budget-book.ts";
import { dueJobs } from "./due-jobs.ts";
import { unknownJob } from "./unknown-job.ts";
import { cachedSchedules, schedulesKey } from "./cached-schedules.ts";
import { carryOut } from "./carry-out.ts";
import { jobsToLookAt } from "./jobs-to-look-at.ts";
import { planTick, type TickPlan } from "./plan-tick.ts";
import { recoverTick } from "./recover-tick.ts";
import { removedJobs } from "./removed-jobs.ts";
import { releasesFor } from "./releases-for.ts";
import { waitingRun } from "./run-report.ts";
import type { Schedules } from "./tick-project.ts";
import type { RunDueInput } from "../run-due.ts";
import type { Tick } from "./tick.ts";

const usualConcurrency = 8;
const noSchedules: Schedules = { jobs: new Map(), broken: new Map() };

/** A tick that has something to do, or has to find out whether it has. */
export async function busyTick(opened: Tick, { jobs: wanted, max, concurrency = usualConcurrency, dryRun }: RunDueInput): Promise<Partial<RunDueResult>> {
  const { deps, project, ledger } = opened;
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
