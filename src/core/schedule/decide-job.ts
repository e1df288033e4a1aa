import type { Job } from "../model/job.ts";
import type { JobState } from "../ledger/state-records.ts";
import { durationMs } from "./duration.ts";
import { pauseOf } from "./pause-of.ts";
import { slotJitter } from "./slot-jitter.ts";
import { instantsOf, timingDigest, type Instants } from "./timing.ts";

/** Slots of one job that one tick looks at, at most; the rest is passed over in one record. */
const mostSlots = 1_000;
const usualWindow = { latest: "6h", all: "6h", skip: "5m" } as const;

/** Slots that are not run, in one word: the newest of them carries the record. */
export interface PassedOver {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** `mostSlots` stands for that many or more. */
  readonly count: number;
}

/** What one tick has to do about a job. Instants are milliseconds since the epoch. */
export type JobDecision =
  | { readonly kind: "run"; readonly slot: number; readonly readyAt: number; readonly missed: PassedOver | undefined }
  | {
      readonly kind: "skip";
      readonly slot: number;
      readonly code: "missed" | "overlap" | "paused";
      readonly message: string;
      readonly missed: PassedOver | undefined;
    }
  | { readonly kind: "wait"; readonly slot: number; readonly until: number | undefined; readonly code: "jitter" | "overlap" }
  /** `died`: its process is known to have ended, whatever its lease says. */
  | { readonly kind: "take-over"; readonly run: string; readonly epoch: number; readonly died?: boolean }
  | { readonly kind: "register"; readonly edited: boolean; readonly timing: string };

export interface JobInput {
  readonly name: string;
  readonly job: Job;
  /** Undefined when the ledger has never heard of it. */
  readonly state: JobState | undefined;
  readonly now: number;
}

/**
 * What is to be done about a job now, one slot at a time: under `catch_up: all` the next one is due when this one is done. A function
 * of its schedule, of what the ledger says of it, and of the time. A job that is new, or whose timing changed, is registered first and
 * has no past; a slot that was decided once is never decided again, also when the clock goes back.
 */
export function decideJob({ name, job, state, now }: JobInput): JobDecision[] {
  const timing = timingDigest(job);
  if (state === undefined || state.timing !== timing) return [{ kind: "register", edited: state !== undefined, timing }];
  const takeOver = abandoned(state, now);
  const slots = openSlots(name, job, state, now);
  return [...takeOver, ...decideReady(job, state, now, slots), ...slots.waiting];
}

/** When the job next wants to be looked at; undefined = never. */
export function nextLook({ name, job, state, now }: JobInput): number | undefined {
  if (state === undefined || state.timing !== timingDigest(job)) return now;
  const running = state.last_run?.status === "running" ? state.last_run.lease_until : undefined;
  const next = instantsOf(job).next(decidedUpTo(state));
  const ready = next === undefined ? undefined : next + slotJitter(name, next, job.jitter);
  const looks = [ready, running === undefined ? undefined : Date.parse(running)].filter((at) => at !== undefined);
  return looks.length === 0 ? undefined : Math.min(...looks);
}

interface OpenSlots {
  /** Too late to be run, oldest first; of very many the first ones. */
  readonly tooLate: readonly number[];
  /** Those that may still be run, oldest first; of very many the newest. */
  readonly inTime: readonly number[];
  readonly readyAt: (slot: number) => number;
  readonly waiting: readonly JobDecision[];
}

/** Slots since the last one that was decided, whose time has come. */
function openSlots(name: string, job: Job, state: JobState, now: number): OpenSlots {
  const readyAt = (slot: number) => slot + slotJitter(name, slot, job.jitter);
  const after = decidedUpTo(state);
  const oldest = now - durationMs(windowOf(job));
  const instants = instantsOf(job);
  const tooLate = first(instants, after, oldest - 1);
  const recent = newest(instants, Math.max(after, oldest - 1), now);
  const unready = recent.findIndex((slot) => readyAt(slot) > now);
  if (unready === -1) return { tooLate, inTime: recent, readyAt, waiting: [] };
  const slot = recent[unready] ?? now;
  return { tooLate, inTime: recent.slice(0, unready), readyAt, waiting: [{ kind: "wait", slot, until: readyAt(slot), code: "jitter" }] };
}

function windowOf({ catch_up: given = {} }: Job): string {
  return given.window ?? usualWindow[given.policy ?? "latest"];
}

function decidedUpTo({ since, last_slot: last }: JobState): number {
  return Math.max(Date.parse(since), last === undefined ? Number.NEGATIVE_INFINITY : Date.parse(last));
}

/** Instants in `(after, until]`, oldest first: of very many the first ones. */
function first({ next }: Instants, after: number, until: number): number[] {
  const found: number[] = [];
  for (let at = next(after); at !== undefined && at <= until && found.length < mostSlots; at = next(at)) found.push(at);
  return found;
}

/** The same: of very many the last ones. */
function newest({ next }: Instants, after: number, until: number): number[] {
  const found: number[] = [];
  for (let at = next(after); at !== undefined && at <= until; at = next(at)) {
    found.push(at);
    if (found.length >= 2 * mostSlots) found.splice(0, mostSlots);
  }
  return found.slice(-mostSlots);
}

function decideReady(job: Job, state: JobState, now: number, { tooLate, inTime, readyAt }: OpenSlots): JobDecision[] {
  const all = [...tooLate, ...inTime];
  const last = all.at(-1);
  if (last === undefined) return [];
  const before = passedOver(all.slice(0, -1));
  const pause = pauseOf(job, state, now);
  if (pause !== undefined) return [skip(last, "paused", `The job is paused: ${pause.reason}`, before)];
  const wanted = job.catch_up?.policy === "all" ? inTime[0] : inTime.at(-1);
  if (wanted === undefined) return [skip(last, "missed", `Nothing ran within ${windowOf(job)} of its time.`, before)];
  if (isRunning(state, now)) {
    if (job.overlap === "queue") return [{ kind: "wait", slot: wanted, until: undefined, code: "overlap" }];
    return [skip(last, "overlap", "The run before it was still going on.", before)];
  }
  return [{ kind: "run", slot: wanted, readyAt: readyAt(wanted), missed: passedOver(all.filter((slot) => slot < wanted)) }];
}

function skip(slot: number, code: "missed" | "overlap" | "paused", message: string, missed: PassedOver | undefined): JobDecision {
  return { kind: "skip", slot, code, message, missed };
}

function passedOver(slots: readonly number[]): PassedOver | undefined {
  const [from] = slots;
  const to = slots.at(-1);
  return from === undefined || to === undefined ? undefined : { from, to, count: slots.length };
}

function isRunning({ last_run: last }: JobState, now: number): boolean {
  return last?.status === "running" && (last.lease_until === undefined || Date.parse(last.lease_until) > now);
}

/** A run whose lease ended without a word: somebody else may finish it. */
function abandoned({ last_run: last }: JobState, now: number): JobDecision[] {
  if (last?.status !== "running" || last.lease_until === undefined || Date.parse(last.lease_until) > now) return [];
  return [{ kind: "take-over", run: last.run, epoch: last.epoch + 1 }];
}
