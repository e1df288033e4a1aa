import { instant, slotInstant } from "../../core/run/instant.ts";
import type { RunDueResult } from "../../core/results/run-due.ts";
import { carryOut } from "./carry-out.ts";
import { decideTick } from "./decide-tick.ts";
import { foreseeRuns } from "./foresee-runs.ts";
import type { TickPlan } from "./plan-tick.ts";
import { leftBehind } from "./left-behind.ts";
import { recoverTick } from "./recover-tick.ts";
import type { RunDueInput } from "../run-due.ts";
import type { Tick } from "./tick.ts";

const usualConcurrency = 8;

/** A tick that has something to do, or has to find out whether it has. */
export async function busyTick(opened: Tick, { jobs: wanted, max, concurrency = usualConcurrency, dryRun }: RunDueInput): Promise<Partial<RunDueResult>> {
  const { files, resumed, notes } = dryRun ? { files: [], notes: [], ...(await leftBehind(opened)) } : await recoverTick(opened);
  const { plan, book, broken } = await decideTick(opened, { wanted, most: max ?? Number.POSITIVE_INFINITY, resumed });
  const base = {
    schedules: opened.project.commit,
    waiting: plan.waiting.map(({ job, slot, code, until }) => ({
      job,
      slot: slotInstant(slot),
      code,
      ...(until === undefined ? {} : { until: instant(until) }),
    })),
    broken: [...broken].map(([job, problems]) => ({ job, problems: [...problems] })),
    noticed: plan.noticed.map(({ record: { subject: job, act } }) => ({ job, act })),
  };
  if (dryRun) return { ...base, runs: await foreseeRuns(opened, book, plan), skipped: skippedSlots(plan) };
  const done = await carryOut(opened, { plan, book, concurrency, files });
  return { ...base, runs: [...done.runs], skipped: skippedSlots(done), deliveries: [...done.deliveries], notes: [...notes] };
}

function skippedSlots({ skipped }: Pick<TickPlan, "skipped">): RunDueResult["skipped"] {
  return skipped.map(({ claim: { job, slot, reason, missed } }) => ({
    job,
    slot,
    reason: reason ?? { code: "missed", message: "" },
    missed: missed?.count ?? 0,
  }));
}
