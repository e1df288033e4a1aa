import type { AuditRow } from "../core/ledger/audit-row.ts";
import type { ClaimRow } from "../core/ledger/claim-row.ts";
import type { DeliveryRow, DeliveryStatus } from "../core/ledger/delivery-row.ts";
import type { LedgerTotals } from "../core/ledger/ledger-totals.ts";
import type { RunRow } from "../core/ledger/run-row.ts";
import type { SpendingRow } from "../core/ledger/spending-row.ts";

/** Whatever is given must hold. Times are milliseconds since the epoch; `since` itself counts, `until` does not. */
interface Span {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** The newest so many; all when absent. */
  readonly limit?: number | undefined;
}

/** By when a run started. */
export interface RunFilter extends Span {
  readonly run?: string | undefined;
  readonly job?: string | undefined;
  readonly prompt?: string | undefined;
  readonly status?: RunRow["status"] | undefined;
  readonly preview?: boolean | undefined;
}

/** By when a claim was made. */
export interface ClaimFilter extends Span {
  readonly run?: string | undefined;
  readonly job?: string | undefined;
  readonly decision?: ClaimRow["decision"] | undefined;
}

/** By when a delivery was prepared. */
export interface DeliveryFilter extends Span {
  readonly intent?: string | undefined;
  readonly run?: string | undefined;
  readonly job?: string | undefined;
  readonly destination?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
}

/** By when it was noticed or done. */
export interface AuditFilter extends Span {
  readonly act?: AuditRow["act"] | undefined;
  readonly subject?: string | undefined;
}

/** By when it was reserved, settled or blocked. */
export interface SpendingFilter extends Span {
  readonly evaluation?: string | undefined;
  readonly step?: SpendingRow["step"] | undefined;
}

/** How an index stands to the ledger it was made from. */
export interface IndexState {
  /** The ledger's tip that it answers for; undefined before it was ever made, and of an empty ledger. */
  readonly tip: string | undefined;
  /** When it was last brought up to date, milliseconds since the epoch. */
  readonly at: number | undefined;
}

/**
 * Answers about the ledger as this clone knows it, newest first, without reading the ledger each time. Every question first takes over
 * what is new. It is made from the ledger and is never the truth: without it, or with a damaged one, the answers are the same.
 */
export interface LedgerIndex {
  runs(filter: RunFilter): Promise<readonly RunRow[]>;
  claims(filter: ClaimFilter): Promise<readonly ClaimRow[]>;
  /** With all their receipts. */
  deliveries(filter: DeliveryFilter): Promise<readonly DeliveryRow[]>;
  /** Names of runs (those that only were claimed, too) or of deliveries in which this text is found, newest first, each once. */
  names(of: "run" | "intent", text: string): Promise<readonly string[]>;
  audit(filter: AuditFilter): Promise<readonly AuditRow[]>;
  /** Of evaluations that count in budgets. */
  spending(filter: SpendingFilter): Promise<readonly SpendingRow[]>;
  totals(): Promise<LedgerTotals>;
  /** As it was found, nothing being taken over. */
  state(): Promise<IndexState>;
  /** Makes it anew from the first record on. */
  rebuild(): Promise<LedgerTotals>;
}
