import { instant, slotInstant } from "../../core/run/instant.ts";
import type { RanRun, RunDueResult } from "../../core/results/run-due.ts";
import type { RunDueInput } from "../run-due.ts";
import { budgetBook } from "./budget-book.ts";
import { cachedSchedules, schedulesKey } from "./cached-schedules.ts";
import { carryOut } from "./carry-out.ts";
import { lookAtJobs } from "./due-jobs.ts";
import { jobLooks } from "./job-looks.ts";
import { planTick, type TickPlan } from "./plan-tick.ts";
import { recoverTick } from "./recover-tick.ts";
import { releasesFor } from "./releases-for.ts";
import { removedJobs } from "./removed-jobs.ts";
import { waitingRun } from "./run-report.ts";
import type { Tick } from "./tick.ts";
import { unknownJob } from "./unknown-job.ts";

const usualConcurrency = 8;

/** A tick that has something to do, or has to find out whether it has. */
export async function busyTick(opened: Tick, { jobs: wanted, max, concurrency = usualConcurrency, dryRun }: RunDueInput): Promise<Partial<RunDueResult>> {
  const { deps, project, ledger } = opened;
  const { files, resumed, notes } = dryRun ? { files: [], resumed: [], notes: [] } : await recoverTick(opened);
  const view = await ledger.view();
  const now = deps.clock.now();
  const key = await schedulesKey(opened);
  const looks = await jobLooks(opened, view, key, now);
  const { jobs, broken } = await cachedSchedules(opened, key);
  const looked = await lookAtJobs(view, { jobs: chosen(jobs, wanted) }, now, looks.isEarly);
  if (!dryRun && wanted.length === 0) await looks.keep({ jobs, broken }, looked);
  const due = looked.filter(({ decisions }) => decisions.length > 0);
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
    removed: await removedJobs(opened, view, { jobs, broken }),
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
