import { strict, Type, type Static } from "../model/shape.ts";
import { recordFolders } from "./record-names.ts";

const Total = strict({ records: Type.Integer(), bytes: Type.Integer({ description: "Of their texts, not compressed." }) });

/** How much the ledger holds, by kind. */
export const LedgerTotals = strict({
  kinds: strict(Object.fromEntries(recordFolders.map((folder) => [folder, Total])) as Record<(typeof recordFolders)[number], typeof Total>),
  damaged: Type.Array(Type.String(), { description: "Paths of records that are not what their places say." }),
});
export type LedgerTotals = Static<typeof LedgerTotals>;

/** @param records The folder and the length of each. */
export function ledgerTotals(
  records: Iterable<{ readonly folder: string; readonly records: number; readonly bytes: number }>,
  damaged: readonly string[],
): LedgerTotals {
  const found = new Map([...records].map(({ folder, ...total }) => [folder, total]));
  const kinds = Object.fromEntries(recordFolders.map((folder) => [folder, found.get(folder) ?? { records: 0, bytes: 0 }]));
  return { kinds: kinds as LedgerTotals["kinds"], damaged: [...damaged].sort() };
}
