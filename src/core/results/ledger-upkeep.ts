import { LedgerTotals } from "../ledger/ledger-totals.ts";
import { strict, Type, type Static } from "../model/shape.ts";

export const LedgerRebuildIndexResult = strict({ totals: LedgerTotals, ms: Type.Number({ description: "How long it took." }) });
export type LedgerRebuildIndexResult = Static<typeof LedgerRebuildIndexResult>;

const Stored = strict({ loose: Type.Integer(), packs: Type.Integer(), bytes: Type.Integer({ description: "On the disk." }) });

export const LedgerCompactResult = strict({
  before: Stored,
  after: Stored,
  released: Type.Integer({ description: "Packs that a killed git had marked as kept." }),
});
export type LedgerCompactResult = Static<typeof LedgerCompactResult>;
