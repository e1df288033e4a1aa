import { strict, Type, type Static } from "../model/shape.ts";
import { AuditRecord } from "./audit-record.ts";

const { schema_version: _version, kind: _kind, ...properties } = AuditRecord.properties;

/** What was changed about how things run, and where its record lies. */
export const AuditRow = strict({ path: Type.String({ description: "Of the record in the ledger." }), ...properties });
export type AuditRow = Static<typeof AuditRow>;

export function auditRow(path: string, { schema_version: _, kind: __, ...audit }: AuditRecord): AuditRow {
  return { path, ...audit };
}
