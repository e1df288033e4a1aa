import { budgetBook, type BudgetBook } from "./budget-book.ts";
import { cachedSchedules, schedulesKey } from "./cached-schedules.ts";
import { dueJobs, type DueJob } from "./due-jobs.ts";
import { jobsToLookAt } from "./jobs-to-look-at.ts";
import { planTick, type TickPlan } from "./plan-tick.ts";
import type { Recovered } from "./recover-tick.ts";
import { releasesFor } from "./releases-for.ts";
import { removedJobs } from "./removed-jobs.ts";
import type { Tick } from "./tick.ts";
import type { Schedules } from "./tick-project.ts";
import { unknownJob } from "./unknown-job.ts";

export interface DecideInput {
  /** Only these; all when empty. */
  readonly wanted: readonly string[];
  /** Runs at most. */
  readonly most: number;
  /** What dead processes of this clone left behind. */
  readonly resumed: Recovered["resumed"];
}

/** What a tick will do, and why. */
export interface DecidedTick {
  readonly plan: TickPlan;
  /** Jobs that have something to decide, with what was decided. */
  readonly due: readonly DueJob[];
  /** With what the plan reserves. */
  readonly book: BudgetBook;
  readonly broken: Schedules["broken"];
}

const noSchedules: Schedules = { jobs: new Map(), broken: new Map() };

/** Gathers and decides; a real tick, a dry run and an explanation ask this one. @throws PromptopsError `unknown-job`, and as `releasesFor`. */
export async function decideTick(opened: Tick, { wanted, most, resumed }: DecideInput): Promise<DecidedTick> {
  const { deps, project, ledger } = opened;
  const key = await schedulesKey(deps, project);
  let read: Promise<Schedules> | undefined;
  const schedules = () => (read ??= cachedSchedules(deps, project, key));
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
  const removed = unchanged ? [] : await removedJobs(opened, view, { jobs, broken });
  return { plan: await planTick(opened, { due, view, state, book, removed, resumed, jobs, most }), due, book, broken };
}

function chosen<T>(jobs: ReadonlyMap<string, T>, wanted: readonly string[]): ReadonlyMap<string, T> {
  if (wanted.length === 0) return jobs;
  for (const name of wanted) if (!jobs.has(name)) throw unknownJob(name, [...jobs.keys()]);
  return new Map([...jobs].filter(([name]) => wanted.includes(name)));
}
