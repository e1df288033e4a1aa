import type { Job } from "../../core/model/job.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import type { TextCache } from "../../ports/text-cache.ts";
import type { RunDueDeps } from "./run-due-deps.ts";
import type { Schedules } from "./tick-project.ts";

const name = "looks";

/** When each job wants to be looked at next, for one state of the schedules and of the ledger. */
interface Kept {
  /** Of the schedules. */
  readonly key: string;
  /** Of the ledger's `state/jobs`. */
  readonly state: string;
  /** Job → id of its state (`""`: none), milliseconds since the epoch (null: never). */
  readonly looks: Readonly<Record<string, readonly [string, number | null]>>;
  readonly broken: number;
}

export interface JobsToLookAt {
  /** Names of jobs that may have something to decide. */
  readonly names: ReadonlySet<string>;
  /** Nothing changed since a tick looked at everything: there is nobody new, edited or gone. */
  readonly unchanged: boolean;
}

/**
 * Which jobs have to be looked at now. Ten thousand jobs of which none is due cost as much as reading one small file: a job's next
 * moment changes only with its schedule and with what the ledger says of it.
 * @param schedules Read only when something changed.
 */
export async function jobsToLookAt(
  { cache }: Pick<RunDueDeps, "cache">,
  view: LedgerView,
  { key, schedules, now }: { readonly key: string; readonly schedules: () => Promise<Schedules>; readonly now: number },
): Promise<JobsToLookAt> {
  const { kept, state, holds } = await remembered(cache, view, key);
  const sameSchedules = kept?.key === key;
  if (kept !== undefined && holds) return { names: due(kept.looks, now), unchanged: true };
  const { jobs, broken } = await schedules();
  const ids = await view.ids("state/jobs");
  const looks = await Promise.all(
    [...jobs].map(async ([job, schedule]) => {
      const id = ids.get(`${job}.json`) ?? "";
      const before = sameSchedules ? kept?.looks[job] : undefined;
      return [job, before?.[0] === id && id !== "" ? before : ([id, await look(view, job, schedule, now)] as const)] as const;
    }),
  );
  const made: Kept = { key, state, looks: Object.fromEntries(looks), broken: broken.size };
  await cache.put(name, JSON.stringify(made));
  return { names: due(made.looks, now), unchanged: false };
}

/**
 * When the first job wants to be looked at, milliseconds since the epoch, null when none ever does; undefined when that is not known, or
 * when somebody is new, edited or gone. Looks at no schedule, and keeps nothing.
 */
export async function firstLook({ cache }: Pick<RunDueDeps, "cache">, view: LedgerView, key: string): Promise<number | null | undefined> {
  const { kept, holds } = await remembered(cache, view, key);
  if (kept === undefined || !holds) return undefined;
  return Object.values(kept.looks).reduce<number | null>((first, [, at]) => (at === null || (first !== null && first <= at) ? first : at), null);
}

/** What is kept, what the ledger's state of jobs is called now, and whether what is kept still holds. */
async function remembered(cache: TextCache, view: LedgerView, key: string): Promise<{ kept: Kept | undefined; state: string; holds: boolean }> {
  const state = (await view.ids("state")).get("jobs/") ?? "";
  const kept = keptIn(await cache.get(name));
  return { kept, state, holds: kept?.key === key && kept.state === state && kept.broken === 0 };
}

async function look(view: LedgerView, name: string, job: Job, now: number): Promise<number | null> {
  // Not loaded by a tick that finds nothing changed.
  const { JobState, jobStatePath } = await import("../../core/ledger/state-records.ts");
  const { timingDigest } = await import("../../core/schedule/timing.ts");
  const { nextLook } = await import("../../core/schedule/decide-job.ts");
  const { readRecord } = await import("./read-record.ts");
  const state = await readRecord(view, JobState, jobStatePath(name));
  // What the ledger has never heard of wants to be looked at whatever the time is.
  const isNews = state === undefined || state.timing !== timingDigest(job);
  return isNews ? 0 : (nextLook({ name, job, state, now }) ?? null);
}

function due(looks: Kept["looks"], now: number): ReadonlySet<string> {
  return new Set(Object.entries(looks).flatMap(([job, [, at]]) => (at !== null && at <= now ? [job] : [])));
}

function keptIn(text: string | undefined): Kept | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}
