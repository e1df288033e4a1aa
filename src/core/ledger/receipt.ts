import { Name, strict, Type, word, type Static } from "../model/shape.ts";
import { Instant, IntentId, Reason, RunId, Runner } from "./record-parts.ts";

/**
 * What became of one attempt. `unknown`: it may have arrived. `dead`: no further attempt will be made. `resolved`: a person said what
 * happened. And what is no attempt: `waiting` lets go of a delivery that was not attempted, `taken` says who makes the next attempt
 * at one that somebody let go of, `reopened` brings back one that was held or given up. Every receipt but `taken` lets go of it.
 */
export const receiptOutcomes = ["delivered", "retry", "unknown", "dead", "resolved", "waiting", "taken", "reopened"] as const;

export const Receipt = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("receipt"),
  intent: IntentId,
  destination: Name,
  /** Counts from 1, as attempts do. */
  part: Type.Integer({ minimum: 1 }),
  attempt: Type.Integer({ minimum: 1 }),
  outcome: word(receiptOutcomes),
  reason: Type.Optional(Reason),
  status: Type.Optional(Type.Integer({ description: "Of the HTTP or SMTP answer." })),
  /** The receiver's own name of what it took: a message id. */
  external_id: Type.Optional(Type.String({ maxLength: 400 })),
  at: Instant,
  latency_ms: Type.Optional(Type.Number()),
  /** When the next attempt is due; an `unknown` one without it is held. */
  retry_at: Type.Optional(Instant),
  /** Of an `unknown` one: until then the receiver knows a copy of it. */
  resend_until: Type.Optional(Instant),
  /** The receiver asks that the whole destination be left alone until then. */
  rest_until: Type.Optional(Instant),
  /** Of one that is taken: the journal in which its attempts are noted from now on. */
  host: Type.Optional(Type.String({ maxLength: 120 })),
  /** Of one that is reopened: what is to be known of it again. */
  reopens: Type.Optional(
    strict({
      run: RunId,
      parts: Type.Integer({ minimum: 1 }),
      on_unknown: word(["resend", "hold"]),
      resend_for_ms: Type.Optional(Type.Integer({ minimum: 1 })),
      deadline: Instant,
    }),
  ),
  runner: Runner,
  by: Type.Optional(Type.String({ description: "Who resolved or reopened it." })),
});
export type Receipt = Static<typeof Receipt>;
