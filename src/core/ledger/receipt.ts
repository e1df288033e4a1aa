import { Name, strict, Type, word, type Static } from "../model/shape.ts";
import { Instant, IntentId, Reason, Runner } from "./record-parts.ts";

/** What became of one attempt. `unknown`: it may have arrived. `dead`: no further attempt will be made. `resolved`: a person said what happened. */
export const receiptOutcomes = ["delivered", "retry", "unknown", "dead", "resolved"] as const;

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
  retry_at: Type.Optional(Instant),
  runner: Runner,
  by: Type.Optional(Type.String({ description: "Who resolved it." })),
});
export type Receipt = Static<typeof Receipt>;
