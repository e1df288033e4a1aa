import { DeliveryRow, deliveryStatuses } from "../ledger/delivery-row.ts";
import { Receipt } from "../ledger/receipt.ts";
import { Reason } from "../ledger/record-parts.ts";
import { CircuitState } from "../ledger/state-records.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { DeliveryOutcome } from "./deliver.ts";

const notes = Type.Array(Type.String(), { description: "What is to be known besides: a remote that could not be asked." });

/** A delivery in a line. */
export const DeliverySummary = strict({
  delivery: Type.String(),
  run: Type.String(),
  job: Type.Optional(Type.String()),
  destination: Type.String(),
  kind: Type.String(),
  status: word(deliveryStatuses, { description: "`held`: it may have arrived, and only a person can say." }),
  at: Type.String({ description: "When it was prepared." }),
  parts: Type.Integer({ minimum: 1 }),
  arrived: Type.Integer({ minimum: 0, description: "Parts that arrived." }),
  attempts: Type.Integer({ minimum: 0 }),
  reason: Type.Optional(Reason),
  next_at: Type.Optional(Type.String({ description: "When it will be tried again, at the earliest." })),
});
export type DeliverySummary = Static<typeof DeliverySummary>;

export const DeliveriesListResult = strict({
  deliveries: Type.Array(DeliverySummary, { description: "Newest first." }),
  circuits: Type.Array(CircuitState, { description: "Destinations that failed lately; with `open_until` they are left alone until then." }),
  notes,
});
export type DeliveriesListResult = Static<typeof DeliveriesListResult>;

export const DeliveriesShowResult = strict({
  delivery: DeliverySummary,
  record: DeliveryRow,
  deadline: Type.String({ description: "After this no attempt is made any more." }),
  guarantee: Type.Optional(Type.String({ description: "What the destination's kind can promise." })),
  bodies: Type.Optional(Type.Array(strict({ part: Type.Integer(), content_type: Type.String(), body: Type.String() }))),
  notes,
});
export type DeliveriesShowResult = Static<typeof DeliveriesShowResult>;

export const DeliveriesRetryResult = strict({ deliveries: Type.Array(DeliveryOutcome), notes });
export type DeliveriesRetryResult = Static<typeof DeliveriesRetryResult>;

export const DeliveriesReplayResult = strict({
  outcome: word(["replayed", "planned"]),
  run: Type.String(),
  /** Of what they repeat. */
  replays: Type.Array(
    strict({
      delivery: Type.String(),
      destination: Type.String(),
      replay_of: Type.Optional(Type.String()),
      same_id: Type.Boolean(),
      bodies: Type.Optional(Type.Array(Type.String(), { description: "With `--dry-run`: what would be sent, part by part." })),
    }),
  ),
  deliveries: Type.Array(DeliveryOutcome),
  notes,
});
export type DeliveriesReplayResult = Static<typeof DeliveriesReplayResult>;

export const DeliveriesResolveResult = strict({ receipt: Receipt, left: Type.Integer({ description: "Parts that are still to be sent." }), notes });
export type DeliveriesResolveResult = Static<typeof DeliveriesResolveResult>;

export const DestinationsTestResult = strict({
  destination: Type.String(),
  kind: Type.String(),
  outcome: word(["delivered", "retry", "unknown", "refused"]),
  reason: Type.Optional(Type.String()),
  status: Type.Optional(Type.Integer()),
  external_id: Type.Optional(Type.String()),
  latency_ms: Type.Number(),
  guarantee: Type.String(),
});
export type DestinationsTestResult = Static<typeof DestinationsTestResult>;
