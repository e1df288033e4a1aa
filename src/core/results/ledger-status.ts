import { LedgerTotals } from "../ledger/ledger-totals.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

export const LedgerStatusResult = strict({
  branch: Type.Literal("promptops/ledger"),
  tip: Type.Optional(Type.String({ description: "Absent before the first record." })),
  remote: Type.Optional(Type.String({ description: "Where it is shared; absent when it is not." })),
  relation: word(["alone", "unasked", "same", "ahead", "behind", "apart", "rewritten", "lost"], {
    description:
      "How it stands to the remote's ledger, as that was last seen. `alone`: there is no remote; `unasked`: the remote's was never seen; `apart`: both have what the other has not; `rewritten`: the remote's does not continue what was seen of it; `lost`: the remote had one, and has none any more.",
  }),
  there: Type.Optional(Type.String({ description: "The remote's tip when it was last asked." })),
  seen: Type.Optional(Type.String({ description: "The remote's tip that was last taken over." })),
  totals: LedgerTotals,
  deliveries: strict({ pending: Type.Integer(), held: Type.Integer({ description: "May have arrived: only a person can say." }) }),
  jobs: strict({
    known: Type.Integer(),
    paused: Type.Integer(),
    running: Type.Array(strict({ job: Type.String(), run: Type.String(), lease_until: Type.Optional(Type.String()), overdue: Type.Boolean() }), {
      description: "Claimed and not ended; `overdue`: its lease is over, so that any runner may take it over.",
    }),
  }),
  journals: Type.Array(strict({ name: Type.String(), entries: Type.Integer(), damaged: Type.Integer(), last_at: Type.Optional(Type.String()) }), {
    description: "Left by processes of this host that were killed; the next `run-due` brings what is in them into the ledger.",
  }),
  index: strict({
    tip: Type.Optional(Type.String()),
    at: Type.Optional(Type.String({ description: "When it was last brought up to date." })),
    current: Type.Boolean({ description: "Before this command brought it up to date." }),
  }),
});
export type LedgerStatusResult = Static<typeof LedgerStatusResult>;
