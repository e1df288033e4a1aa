import { LedgerTotals } from "../ledger/ledger-totals.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

export const LedgerRebuildIndexResult = strict({ totals: LedgerTotals, ms: Type.Number({ description: "How long it took." }) });
export type LedgerRebuildIndexResult = Static<typeof LedgerRebuildIndexResult>;

const Stored = strict({ loose: Type.Integer(), packs: Type.Integer(), bytes: Type.Integer({ description: "On the disk." }) });

export const LedgerCompactResult = strict({
  before: Stored,
  after: Stored,
  released: Type.Integer({ description: "Packs that a killed git had marked as kept." }),
});
export type LedgerCompactResult = Static<typeof LedgerCompactResult>;

export const PrunedKind = strict({
  kind: word(["runs", "previews", "deliveries", "feedback"]),
  before: Type.String({ description: "Records of slots before this instant." }),
  redacted: Type.Integer(),
  deleted: Type.Integer(),
  kept: Type.Integer({ description: "Old enough, but a delivery of theirs is not done." }),
});
export type PrunedKind = Static<typeof PrunedKind>;

export const LedgerPruneResult = strict({
  dry_run: Type.Boolean(),
  kinds: Type.Array(PrunedKind),
  from: Type.Optional(Type.String({ description: "The tip that the new beginning stands for; absent when nothing was pruned." })),
  tip: Type.Optional(Type.String()),
});
export type LedgerPruneResult = Static<typeof LedgerPruneResult>;
