import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import type { LookedAt } from "./due-jobs.ts";
import type { Tick } from "./tick.ts";
import type { Schedules } from "./tick-project.ts";

/** Kept from one tick to the next: until when nothing is to be decided about each job, as far as these schedules and this ledger go. */
interface Kept {
  readonly schedules: string;
  readonly tip: string;
  /** Every job was looked at, had nothing to be decided, and no schedule is broken: until the first of them is due, there is nothing to do. */
  readonly complete: boolean;
  /** Milliseconds since the epoch; null = never again. */
  readonly until: Readonly<Record<string, number | null>>;
}

const stateOfJob = /^state\/jobs\/(.+)\.json$/;

/** When jobs want to be looked at: most of them not now, and a tick need not even know their schedules then. */
export interface JobLooks {
  /** Nobody has to look at any job. */
  readonly quiet: boolean;
  /** Is there nothing to decide about a job yet? Nothing is known of one that was never looked at, or whose state has changed. */
  isEarly(job: string): boolean;
  /** Notes what was found out. @param looked All jobs that were looked at, those with something to decide included. */
  keep(schedules: Schedules, looked: readonly LookedAt[]): Promise<void>;
}

/**
 * What earlier ticks found out, without what the ledger has changed since.
 * @param schedules Their key. @param now Milliseconds since the epoch.
 */
export async function jobLooks({ deps: { git, cache } }: Pick<Tick, "deps">, { tip }: LedgerView, schedules: string, now: number): Promise<JobLooks> {
  const kept = parsed(await cache.get("looks"));
  const changed = kept?.schedules === schedules && tip !== undefined ? await changedJobs() : undefined;
  const until = changed === undefined ? {} : (kept?.until ?? {});
  const isEarly = (job: string) => {
    const at = Object.hasOwn(until, job) && changed?.has(job) === false ? until[job] : undefined;
    return at === null || (at !== undefined && at > now);
  };

  async function changedJobs(): Promise<ReadonlySet<string> | undefined> {
    if (kept === undefined || tip === undefined) return undefined;
    if (kept.tip === tip) return new Set();
    try {
      const { added, changed: rewritten, removed } = await git.changedFiles(kept.tip, tip);
      return new Set([...added, ...rewritten, ...removed].flatMap((path) => stateOfJob.exec(path)?.[1] ?? []));
    } catch (error) {
      if (error instanceof PromptopsError && error.code === "git-failed") return undefined;
      throw error;
    }
  }

  return {
    quiet: changed !== undefined && kept?.complete === true && changed.size === 0 && Object.keys(until).every(isEarly),
    isEarly,
    async keep({ jobs, broken }, looked) {
      if (tip === undefined) return;
      const { nextLook } = await import("../../core/schedule/decide-job.ts");
      const early = [...jobs.keys()].filter(isEarly).map((job) => [job, until[job] ?? null] as const);
      const settled = looked
        .filter(({ decisions }) => decisions.length === 0)
        .map(({ name, job, state }) => [name, nextLook({ job, state, now }) ?? null] as const);
      // What is to be decided changes the job's state, or is to be looked at again: of those nothing is kept.
      const known = Object.fromEntries([...early, ...settled]);
      const complete = broken.size === 0 && [...jobs.keys()].every((job) => Object.hasOwn(known, job));
      await cache.put("looks", JSON.stringify({ schedules, tip, complete, until: known } satisfies Kept));
    },
  };
}

function parsed(text: string | undefined): Kept | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}
