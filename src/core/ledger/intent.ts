import { Name, strict, Type, word, type Static } from "../model/shape.ts";
import { Digest, Instant, IntentId, JobName, Pruned, RunId, Traceparent } from "./record-parts.ts";

/** One message of a delivery: what is sent, to the last byte. Secrets, addresses and signatures are put around it at every attempt and are not in here. */
export const IntentPart = strict({
  content_type: Type.String(),
  /** The body as text, or Base64 where it is not text. */
  body: Type.String(),
  encoding: word(["utf8", "base64"]),
  digest: Digest,
});

/** One artifact for one destination. Retries send these bytes under this name; a replay is an intent of its own. */
export const Intent = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("intent"),
  intent: IntentId,
  run: RunId,
  job: Type.Optional(JobName),
  destination: Name,
  destination_kind: Name,
  parts: Type.Array(IntentPart, { minItems: 1 }),
  at: Instant,
  /** The journal in which its attempts are noted (`Journal.place`): an attempt without a receipt is known only there. */
  host: Type.String({ maxLength: 120 }),
  /** After this no attempt is made any more. */
  deadline: Instant,
  /** What to do after a crash between sending and knowing. */
  on_unknown: word(["resend", "hold"]),
  /** Milliseconds from an attempt on in which the receiver knows a copy of it; as long as it takes when absent. */
  resend_for_ms: Type.Optional(Type.Integer({ minimum: 1 })),
  /** How it was wanted, so that a replay can be given its form again. */
  wanted: Type.Optional(strict({ title: Type.String(), format: word(["markdown", "text", "json"]), max_parts: Type.Integer({ minimum: 1 }) })),
  traceparent: Traceparent,
  /** `intent`: the delivery it repeats; absent when the run had none to this place. `same_id`: the receiver is told that one's name. */
  replay_of: Type.Optional(strict({ intent: Type.Optional(IntentId), by: Type.String(), reason: Type.String(), same_id: Type.Boolean() })),
  /** Then its parts have digests and no bytes: it can be proved, and not sent again. */
  pruned: Type.Optional(Pruned),
});
export type Intent = Static<typeof Intent>;
