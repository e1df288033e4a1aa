import { PromptopsError } from "../core/errors/promptops-error.ts";
import { instant } from "../core/run/instant.ts";
import type { RunDueResult } from "../core/results/run-due.ts";
import { isQuiet } from "./run-due/is-quiet.ts";
import type { RunDueDeps } from "./run-due/run-due-deps.ts";
import { shiftedClock } from "./run-due/shifted-clock.ts";
import { openTick } from "./run-due/tick.ts";

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

/**
 * One tick: what is due is claimed, run, recorded. Two of them at once are safe, on one machine or on many.
 * @throws PromptopsError as `openTick` does.
 */
export async function runDue(given: RunDueDeps, input: RunDueInput): Promise<RunDueResult> {
  if (input.at !== undefined && !input.dryRun) refuseFarAhead(input.at, given.clock.now());
  const deps = input.at === undefined ? given : { ...given, clock: shiftedClock(given.clock, input.at) };
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

/** Slots that are run ahead of their time are decided for good. Somebody who tries an hour ahead knows that; a wrong year would silence a job for it. */
const aheadMs = 24 * 3_600_000;

function refuseFarAhead(at: number, now: number): void {
  if (at - now > aheadMs)
    throw new PromptopsError("time-ahead", `${instant(at)} is more than a day ahead, and whatever is run for it is never run again.`, { where: "--at" });
}

/** Most ticks find nothing to do. That is seen without knowing a schedule, and without loading what would do it. */
async function tick(deps: RunDueDeps, input: RunDueInput): Promise<Partial<RunDueResult>> {
  const opened = await openTick(deps, { writes: !input.dryRun });
  if (!input.dryRun && input.jobs.length === 0 && (await isQuiet(opened))) return { schedules: opened.project.commit };
  const { busyTick } = await import("./run-due/busy-tick.ts");
  return busyTick(opened, input);
}
