import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { isSlotsOwn, runName, type RunName } from "../../core/ledger/record-names.ts";
import { JobState, jobStatePath } from "../../core/ledger/state-records.ts";
import type { Job } from "../../core/model/job.ts";
import type { JobsRunResult } from "../../core/results/jobs.ts";
import { slotInstant } from "../../core/run/instant.ts";
import type { PassedOver } from "../../core/schedule/decide-job.ts";
import { instantsOf } from "../../core/schedule/timing.ts";
import { alone } from "../run-due/alone.ts";
import { budgetBook } from "../run-due/budget-book.ts";
import { carryOut } from "../run-due/carry-out.ts";
import { foreseeRuns } from "../run-due/foresee-runs.ts";
import { freeRun } from "../run-due/free-run.ts";
import type { BlockedRun, PlannedRun } from "../run-due/planned-run.ts";
import { planRun } from "../run-due/plan-run.ts";
import type { Recovered } from "../run-due/recover-tick.ts";
import { readRecord } from "../run-due/read-record.ts";
import { releasesFor } from "../run-due/releases-for.ts";
import type { RunDueDeps } from "../run-due/run-due-deps.ts";
import { heldRun } from "../run-due/take-over.ts";
import type { Tick } from "../run-due/tick.ts";
import { readSchedules } from "../run-due/tick-project.ts";
import { requireJob } from "./look-at-jobs.ts";

/** Slots that one command takes at most: more are no backfill, they are a bill. */
const mostSlots = 1_000;
const dayMs = 86_400_000;

export interface RunJobInput {
  readonly job: string;
  /** A slot of its schedule, milliseconds since the epoch; a run beside the schedule when absent. */
  readonly slot?: number | undefined;
}

/** Runs a job now, whatever its schedule says. @throws PromptopsError `unknown-job`, `no-such-slot`, `slot-taken`, and as a tick. */
export function runJob(deps: RunDueDeps, { job: name, slot }: RunJobInput): Promise<JobsRunResult> {
  return alone(deps, async (tick, recovered) => {
    const job = requireJob(await readSchedules(tick.project), name);
    const view = await tick.ledger.view();
    if (slot === undefined) {
      const at = Math.floor(deps.clock.now() / 1_000) * 1_000;
      const run = await freeRun(view, { job: name, at, preview: false, manual: true });
      return runAll(tick, recovered, job, [run], 1);
    }
    if (instantsOf(job).next(slot - 1) !== slot) throw noSuchSlot(name, job, slot);
    const run = await freeRun(view, { job: name, at: slot, preview: false });
    const before = run.nth === 1 ? undefined : await heldRun(view, runName({ ...run, nth: 1 }));
    if (before !== undefined && before.claim.decision === "run" && run.nth === 2 && !before.ended)
      throw new PromptopsError("slot-taken", `The slot ${slotInstant(slot)} of ${name} is being run.`, { where: "--slot" });
    return runAll(tick, recovered, job, [run], 1);
  });
}

function noSuchSlot(name: string, job: Job, slot: number): PromptopsError {
  const near = slotsIn(job, slot - dayMs, slot + dayMs).toSorted((a, b) => Math.abs(a - slot) - Math.abs(b - slot))[0];
  const hint = `\`promptops jobs next ${name}\` lists its slots${near === undefined ? "" : `; the nearest one is \`--slot ${slotInstant(near)}\``}.`;
  return new PromptopsError("no-such-slot", `${slotInstant(slot)} is no slot of ${name}.`, { where: "--slot", hint });
}

export interface BackfillInput {
  readonly job: string;
  /** Milliseconds since the epoch; both count. */
  readonly from: number;
  readonly to: number;
  readonly dryRun: boolean;
  readonly concurrency?: number | undefined;
}

/** Runs the slots of a span that were never run: missed, skipped, from before the job was there. What was run is left alone. @throws PromptopsError `unknown-job`, `no-such-slot`. */
export function backfillJob(deps: RunDueDeps, { job: name, from, to, dryRun, concurrency = 4 }: BackfillInput): Promise<JobsRunResult> {
  return alone(deps, async (tick, recovered) => {
    const job = requireJob(await readSchedules(tick.project), name);
    if (from > to)
      throw new PromptopsError("no-such-slot", `The span ends before it begins: from ${slotInstant(from)} to ${slotInstant(to)}.`, {
        where: "--from",
        hint: "Name the earlier time with `--from` and the later one with `--to`.",
      });
    const slots = slotsIn(job, from, Math.min(to, deps.clock.now()));
    if (slots.length === 0)
      throw new PromptopsError("no-such-slot", `${name} has no slot between ${slotInstant(from)} and ${slotInstant(to)} whose time has come.`, {
        where: "--from",
        hint: `\`promptops jobs next ${name}\` shows when it is due; a backfill takes slots of the past.`,
      });
    if (slots.length > mostSlots)
      throw new PromptopsError("no-such-slot", `${name} has more than ${mostSlots} slots in that span.`, { where: "--to", hint: "Take it in pieces." });
    const view = await tick.ledger.view();
    const runs: RunName[] = [];
    const passed: { slot: string; why: string }[] = [];
    for (const at of slots) {
      const held = await heldRun(view, runName({ job: name, at, nth: 1, preview: false }));
      if (held?.claim.decision === "run") passed.push({ slot: slotInstant(at), why: held.ended ? "It was run." : "It is being run." });
      else runs.push(await freeRun(view, { job: name, at, preview: false }));
    }
    if (!dryRun) return { ...(await runAll(tick, recovered, job, runs, concurrency)), passed };
    const state = await releasesFor(tick, [], [job]);
    const book = budgetBook(view);
    const planned: PlannedRun[] = [];
    const blocked: BlockedRun[] = [];
    for (const run of runs) {
      const plan = await planRun(tick, state, book, { name: run, job, epoch: 1, readyAt: run.at });
      if (plan.kind === "run") planned.push(plan.planned);
      else blocked.push(plan.blocked);
    }
    const shown = await foreseeRuns(tick, book, { runs: planned, blocked });
    return { dry_run: true, runs: shown, passed, deliveries: [], notes: [...recovered.notes] };
  });
}

function slotsIn(job: Job, from: number, to: number): number[] {
  const { next } = instantsOf(job);
  const found: number[] = [];
  for (let at = next(from - 1); at !== undefined && at <= to && found.length <= mostSlots; at = next(at)) found.push(at);
  return found;
}

/** Plans, claims and runs, one after the other or a few at once. */
async function runAll(
  tick: Tick,
  { files: left, resumed, notes }: Recovered,
  job: Job,
  names: readonly RunName[],
  concurrency: number,
): Promise<JobsRunResult> {
  const view = await tick.ledger.view();
  const state = await releasesFor(tick, [], [job]);
  const book = budgetBook(view);
  const runs: PlannedRun[] = [];
  const blocked: BlockedRun[] = [];
  const known = await readRecord(view, JobState, jobStatePath(names[0]?.job ?? ""));
  for (const name of names) {
    const missed = name === names[0] ? undecidedBefore(job, known, name) : undefined;
    const plan = await planRun(tick, state, book, { name, job, epoch: 1, readyAt: name.at, missed });
    if (plan.kind === "run") runs.push(plan.planned);
    else blocked.push(plan.blocked);
  }
  // What a dead process had begun is taken up by the next tick, by its journal.
  const files = resumed.length === 0 ? left : [];
  const done = await carryOut(tick, { plan: { runs, blocked, skipped: [], noticed: [] }, book, concurrency, files, ownOnly: true });
  return { dry_run: false, runs: [...done.runs], passed: [], deliveries: [...done.deliveries], notes: [...notes] };
}

/** Slots that no tick has decided about and that a newer one would pass over: its claim says so. */
function undecidedBefore(job: Job, state: JobState | undefined, run: RunName): PassedOver | undefined {
  if (state === undefined || !isSlotsOwn(run)) return undefined;
  const decided = Math.max(Date.parse(state.since), state.last_slot === undefined ? 0 : Date.parse(state.last_slot));
  const between = slotsIn(job, decided + 1, run.at - 1);
  const [from] = between;
  const to = between.at(-1);
  return from === undefined || to === undefined ? undefined : { from, to, count: between.length };
}
