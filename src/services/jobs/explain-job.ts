import { runName } from "../../core/ledger/record-names.ts";
import type { JobsExplainResult } from "../../core/results/jobs.ts";
import type { RanRun } from "../../core/results/run-due.ts";
import { decisionSentence, type Fate } from "../../core/run/decision-sentence.ts";
import { instant, slotInstant } from "../../core/run/instant.ts";
import { jobSummary, nextSlots } from "../../core/run/job-summary.ts";
import type { JobDecision } from "../../core/schedule/decide-job.ts";
import { decideTick } from "../run-due/decide-tick.ts";
import { foreseeRuns } from "../run-due/foresee-runs.ts";
import { leftBehind } from "../run-due/left-behind.ts";
import type { RunDueDeps } from "../run-due/run-due-deps.ts";
import { shiftedClock } from "../run-due/shifted-clock.ts";
import { openTick } from "../run-due/tick.ts";
import { readSchedules } from "../run-due/tick-project.ts";
import { jobLook, requireJob } from "./look-at-jobs.ts";

/**
 * What a tick would do about a job at a time, and why: it is asked as a dry run is, and recorded nothing of.
 * @param at Milliseconds since the epoch; now when absent. @throws PromptopsError `unknown-job`, and as `openTick`.
 */
export async function explainJob(
  given: RunDueDeps,
  { job: name, at = given.clock.now() }: { readonly job: string; readonly at?: number | undefined },
): Promise<JobsExplainResult> {
  const deps = { ...given, clock: shiftedClock(given.clock, at) };
  const tick = await openTick(deps, { writes: false });
  const job = requireJob(await readSchedules(tick.project), name);
  const { resumed, answered } = await leftBehind(tick);
  const ownResumed = resumed.filter(({ held }) => held.name.job === name);
  const { plan, due, book } = await decideTick(tick, { wanted: [name], most: Number.POSITIVE_INFINITY, resumed: ownResumed });
  const runs = await foreseeRuns(tick, book, plan);
  const look = await jobLook(await tick.ledger.view(), name, job, at);
  const decided = due.flatMap((each) => (each.name === name ? each.decisions : [])).map((decision) => ({ decision, fate: fateOf(name, decision, runs) }));
  // What a dead process of this machine had is taken over whether or not its lease is over.
  const leaseOver = new Set(decided.flatMap(({ decision }) => (decision.kind === "take-over" ? [decision.run] : [])));
  const died = ownResumed
    .filter(({ held }) => !leaseOver.has(runName(held.name)))
    .map(({ held: { name: held, claim } }) => ({ kind: "take-over", run: runName(held), epoch: claim.epoch + 1, died: true }) as const);
  const decisions = [...died.map((decision) => ({ decision, fate: fateOf(name, decision, runs) })), ...decided];
  const { status, reason = "", pause } = jobSummary(look);
  const next = nextSlots(look, 2).find((slot) => slot > at);
  const lastRun = look.state?.last_run?.run;
  const nothing =
    lastRun !== undefined && answered.has(lastRun)
      ? `A tick records its run ${lastRun} from the journal of the process that had ended; its model is not asked again.`
      : status === "running" || status === "waiting"
        ? `A tick does nothing: its run ${lastRun} goes on.${reason === "" ? "" : ` ${reason}`}`
        : "A tick does nothing: no slot of it is due.";
  return {
    job: name,
    at: instant(at),
    sentences: decisions.length === 0 ? [nothing] : decisions.map(({ decision, fate }) => decisionSentence(decision, fate)),
    decisions: decisions.map(({ decision, fate }) => ({
      kind: fate?.status ?? decision.kind,
      ...("slot" in decision ? { slot: slotInstant(decision.slot) } : {}),
      ...reasonOf(decision, fate),
    })),
    ...(pause === undefined ? {} : { paused: { reason, ...pause } }),
    ...(next === undefined ? {} : { next: slotInstant(next) }),
  };
}

/** What becomes of a decision to run something: undefined where that is what is done. */
function fateOf(job: string, decision: JobDecision, runs: readonly RanRun[]): Fate | undefined {
  if (decision.kind !== "run" && decision.kind !== "take-over") return undefined;
  const wanted = decision.kind === "run" ? runName({ job, at: decision.slot, nth: 1, preview: false }) : decision.run;
  const run = runs.find((each) => each.run === wanted);
  if (run === undefined) return { status: "wait" };
  const { status, reason } = run;
  return (status === "blocked" || status === "failed") && reason !== undefined ? { status, reason } : undefined;
}

function reasonOf(decision: JobDecision, fate: Fate | undefined): Pick<JobsExplainResult["decisions"][number], "reason"> {
  if (fate !== undefined && "reason" in fate) return { reason: fate.reason };
  return decision.kind === "skip" ? { reason: { code: decision.code, message: decision.message } } : {};
}
