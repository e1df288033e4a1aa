import type { ScopedAmounts, SpendingRecord } from "./spending-record.ts";

/** What a figure of evaluations is made of. */
export interface SpendingRow {
  readonly evaluation: string;
  readonly step: SpendingRecord["step"];
  /** UTC, ISO 8601. */
  readonly at: string;
  /** By scope; nothing but of a settlement. */
  readonly used: ScopedAmounts;
}

export function spendingRow({ evaluation, step, at, used = [] }: SpendingRecord): SpendingRow {
  return { evaluation, step, at, used };
}
