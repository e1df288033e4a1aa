import type { Claim } from "../../core/ledger/claim.ts";
import type { RunName } from "../../core/ledger/record-names.ts";
import type { Job } from "../../core/model/job.ts";
import { jobScope } from "../../core/run/budget-lines.ts";
import { credentialsOf } from "../../core/run/credentials-of.ts";
import { instant } from "../../core/run/instant.ts";
import { credentialsChange, registration, removal, type NoticedAudit } from "../../core/run/job-audit.ts";
import { skipClaim } from "../../core/run/make-claim.ts";
import { newTraceparent } from "../../core/run/traceparent.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import type { BudgetBook } from "./budget-book.ts";
import type { DueJob } from "./due-jobs.ts";
import type { BlockedRun, PlannedRun } from "./planned-run.ts";
import { planRun, type WantedRun } from "./plan-run.ts";
import type { ResumedRun } from "./recover-tick.ts";
import { heldRun, type HeldRun } from "./take-over.ts";
import type { Tick } from "./tick.ts";

/** A slot that has to wait, and why. */
export interface WaitingSlot {
  readonly job: string;
  readonly slot: number;
  readonly code: "jitter" | "overlap" | "max";
  readonly until: number | undefined;
}

export interface SkippedSlot {
  readonly name: RunName;
  readonly claim: Claim;
}

/** What a tick will do, decided and not yet recorded. */
export interface TickPlan {
  readonly runs: readonly PlannedRun[];
  readonly blocked: readonly BlockedRun[];
  readonly skipped: readonly SkippedSlot[];
  readonly waiting: readonly WaitingSlot[];
  readonly noticed: readonly NoticedAudit[];
}

export interface PlanTickInput {
  readonly due: readonly DueJob[];
  readonly view: LedgerView;
  readonly state: ReleaseState;
  readonly book: BudgetBook;
  /** Jobs that the ledger knows and whose schedules were deleted. */
  readonly removed: readonly string[];
  /** Runs of this clone's dead processes. */
  readonly resumed: readonly ResumedRun[];
  readonly jobs: ReadonlyMap<string, Job>;
  /** Runs at most; what is beyond stays due. */
  readonly most: number;
}

export async function planTick(tick: Tick, { due, view, state, book, removed, resumed, jobs, most }: PlanTickInput): Promise<TickPlan> {
  const { deps, project, runner } = tick;
  const now = deps.clock.now();
  const runs: PlannedRun[] = [];
  const blocked: BlockedRun[] = [];
  const skipped: SkippedSlot[] = [];
  const waiting: WaitingSlot[] = [];
  const noticed: NoticedAudit[] = removed.map((job) => removal(job, now));

  async function plan(wanted: WantedRun): Promise<void> {
    if (runs.length >= most) return void waiting.push({ job: wanted.name.job, slot: wanted.name.at, code: "max", until: undefined });
    const planned = await planRun(tick, state, book, wanted);
    if (planned.kind === "run") runs.push(planned.planned);
    else blocked.push(planned.blocked);
  }

  const begin = due.filter(({ decisions }) => decisions.some(({ kind }) => kind === "run"));
  book.expect(begin.map(({ name }) => jobScope(name)));
  const again = new Set<string>();
  for (const { held, asked } of resumed) {
    const job = jobs.get(held.name.job);
    if (job === undefined) continue;
    again.add(held.name.job);
    await goOn(job, held, asked ? "The process that ran it ended before it had the answer." : "The process that had claimed it ended.");
  }
  for (const { name: jobName, job, state: known, decisions } of due) {
    const credentials = credentialsOf(job, project.config);
    const change = known === undefined ? undefined : credentialsChange(jobName, known, credentials, now);
    const takesOver = again.has(jobName) || decisions.some(({ kind }) => kind === "take-over");
    for (const decision of decisions) {
      switch (decision.kind) {
        case "register":
          noticed.push(registration(jobName, decision.edited, decision.timing, credentials, now));
          break;
        case "skip": {
          const name = slotRun(jobName, decision.slot);
          const basis = {
            run: name,
            epoch: 1,
            runner,
            now,
            readyAt: decision.slot,
            schedules: project.commit,
            traceparent: trace(tick),
            missed: decision.missed,
          };
          skipped.push({ name, claim: skipClaim(basis, { code: decision.code, message: decision.message }) });
          break;
        }
        case "wait":
          waiting.push({ job: jobName, slot: decision.slot, code: decision.code, until: decision.until });
          break;
        case "take-over":
          if (!again.has(jobName)) await takeOver(job, decision.run, decision.epoch);
          break;
        case "run":
          // What was abandoned comes first; the newer slot is looked at again when that is over.
          if (takesOver) waiting.push({ job: jobName, slot: decision.slot, code: "overlap", until: undefined });
          else await plan({ name: slotRun(jobName, decision.slot), job, epoch: 1, readyAt: decision.readyAt, missed: decision.missed });
          break;
      }
    }
    if (change !== undefined && !decisions.some(({ kind }) => kind === "register")) noticed.push(change);
  }
  return { runs, blocked, skipped, waiting, noticed };

  async function takeOver(job: Job, run: string, epoch: number): Promise<void> {
    const held = await heldRun(view, run);
    if (held === undefined || held.ended || held.claim.epoch !== epoch - 1) return;
    const why = held.claim.reason === undefined ? "Its lease ended without a word." : "Its provider was waited for.";
    await goOn(job, held, why);
  }

  /** The same run with the version and the money that it was claimed with. */
  async function goOn(job: Job, { claim, reserved, name }: HeldRun, detail: string): Promise<void> {
    const event = { at: instant(now), event: "taken over", detail };
    const before = { version: claim.version?.version, reserved, traceparent: claim.traceparent, event };
    await plan({ name, job, epoch: claim.epoch + 1, readyAt: Date.parse(claim.at) - claim.lateness_ms, before });
  }
}

function slotRun(job: string, at: number): RunName {
  return { job, at, nth: 1, preview: false };
}

function trace({ deps: { random } }: Tick): string {
  return newTraceparent((bytes) => random.hex(bytes));
}
