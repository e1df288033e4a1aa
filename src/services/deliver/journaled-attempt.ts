import { strict, Type, word } from "../../core/model/shape.ts";
import { Name } from "../../core/model/shape.ts";
import { Instant, IntentId, Runner } from "../../core/ledger/record-parts.ts";

/** What the journal holds of an attempt before it is made (`sending`): enough to write its receipt should nothing else be known. */
export const JournaledAttempt = strict({
  intent: IntentId,
  destination: Name,
  part: Type.Integer({ minimum: 1 }),
  attempt: Type.Integer({ minimum: 1 }),
  on_unknown: word(["resend", "hold"]),
  resend_for_ms: Type.Optional(Type.Integer({ minimum: 1 })),
  deadline: Instant,
  /** By the tick's clock: a tick that was told another time (`--at`) goes by that one, and the journal does not. */
  at: Type.Optional(Instant),
  runner: Runner,
});
