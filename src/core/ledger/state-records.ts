import { Name, strict, Type, word, type Static } from "../model/shape.ts";
import { Amount, Instant, IntentId, JobName, RunId } from "./record-parts.ts";

/**
 * What the records lead to, as files below `state/`, carried along by every commit: a runner that fetched only the tip decides
 * by them. They are a fold of the records and nothing else; `ledger verify` folds again and compares.
 *
 *     state/jobs/<job>.json              first seen, last slot, failures in a row, pause
 *     state/pending/<intent>.json        deliveries that are not done
 *     state/budgets/<scope>.json         what the current day and month have used and reserved
 *     state/holdouts/<24 hex>.json       who was compared on sealed cases
 *     state/circuits/<destination>.json  destinations that are left alone for a while
 */
export const JobState = strict({
  job: JobName,
  /** Before this instant nothing is due: a new job, or one whose timing changed, never runs the past. */
  since: Instant,
  /** Digest of the fields that decide timing. */
  timing: Type.String(),
  /** The newest slot that was decided: run, skipped, or passed over. */
  last_slot: Type.Optional(Instant),
  last_run: Type.Optional(
    strict({
      run: RunId,
      status: word(["running", "succeeded", "failed", "blocked"]),
      at: Instant,
      epoch: Type.Integer({ minimum: 1 }),
      lease_until: Type.Optional(Instant),
    }),
  ),
  failures_in_a_row: Type.Integer({ minimum: 0 }),
  paused: Type.Optional(strict({ reason: Type.String(), at: Instant, until: Type.Optional(Instant), by: word(["person", "failures"]) })),
  /** Names of environment variables its providers and destinations use: a change is an audit record. */
  credentials: Type.Array(Type.String()),
});
export type JobState = Static<typeof JobState>;

export const PendingDelivery = strict({
  intent: IntentId,
  run: RunId,
  destination: Name,
  parts: Type.Integer({ minimum: 1 }),
  on_unknown: word(["resend", "hold"]),
  resend_for_ms: Type.Optional(Type.Integer({ minimum: 1 })),
  /** The first part without a receipt that settles it. */
  part: Type.Integer({ minimum: 1 }),
  attempts: Type.Integer({ minimum: 0, description: "Of that part." }),
  status: word(["pending", "held"], { description: "`held`: it may have arrived, and only a person can say." }),
  next_at: Instant,
  deadline: Instant,
  /** Its last attempt may have arrived, and after this instant a copy would be a second one: it is held then. */
  resend_until: Type.Optional(Instant),
  /** The journal in which its attempts are noted: whoever has another one knows nothing of them. Absent when somebody let go of it. */
  host: Type.Optional(Type.String()),
});
export type PendingDelivery = Static<typeof PendingDelivery>;

const Period = strict({ key: Type.String({ description: "`2026-11-20` or `2026-11`." }), used: Amount, reserved: Amount });
/** One scope's use. Scopes: `all`, `job/<job>`, `namespace/<first segment>`, `provider/<name>`. */
export const BudgetState = strict({ scope: Type.String(), day: Period, month: Period });
export type BudgetState = Static<typeof BudgetState>;

export const CircuitState = strict({ destination: Name, failures_in_a_row: Type.Integer({ minimum: 0 }), open_until: Type.Optional(Instant) });
export type CircuitState = Static<typeof CircuitState>;

export const jobStatePath = (job: string): string => `state/jobs/${job}.json`;
export const pendingPath = (intent: string): string => `state/pending/${intent}.json`;
export const circuitPath = (destination: string): string => `state/circuits/${destination}.json`;
/** @param scope As in `BudgetState`; its slash is a folder. */
export const budgetPath = (scope: string): string => `state/budgets/${scope}.json`;
