import type { AuditRecord } from "../../core/ledger/audit-record.ts";
import { auditPath } from "../../core/ledger/record-names.ts";
import type { LedgerRecord } from "../../ports/ledger-store.ts";

type Act = Extract<AuditRecord["act"], `delivery-${string}`>;

/** What a person did about a delivery, as a record of the ledger. */
export function deliveryAudit(act: Act, intent: string, more: Required<Pick<AuditRecord, "at" | "by" | "reason" | "detail">>): LedgerRecord {
  const record: AuditRecord = { schema_version: 1, kind: "audit", act, subject: intent, ...more };
  return { path: auditPath(Date.parse(more.at), `${act}-${intent.slice(-24)}`), text: `${JSON.stringify(record)}\n` };
}
