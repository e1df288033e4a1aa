import { Reason } from "../ledger/record-parts.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

/** What became of one delivery in a pass. */
export const DeliveryOutcome = strict({
  intent: Type.String(),
  run: Type.String(),
  destination: Type.String(),
  status: word(["delivered", "pending", "held", "dead"], {
    description: "`pending`: will be tried again. `held`: it may have arrived, and a person has to say. `dead`: given up.",
  }),
  attempts: Type.Integer({ minimum: 0, description: "Made in this pass, over all of its parts." }),
  reason: Type.Optional(Reason),
  next_at: Type.Optional(Type.String({ description: "Of a pending one: when it will be tried again, at the earliest." })),
});
export type DeliveryOutcome = Static<typeof DeliveryOutcome>;
