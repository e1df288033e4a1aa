import { auditActs } from "../ledger/audit-record.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { Person, releaseKinds } from "../release/release-event.ts";

/** What somebody did, or what was noticed. */
export const auditLogActs = [...releaseKinds, ...auditActs] as const;

export const AuditEntry = strict({
  at: Type.String({ description: "UTC, ISO 8601." }),
  act: word(auditLogActs),
  subject: Type.String({ description: "Version, prompt, job, delivery, or kind of record." }),
  what: Type.String({ description: "In one sentence." }),
  by: Type.Optional({ ...Person, description: "Absent where it was noticed and not done: an edited schedule." }),
  reason: Type.Optional(Type.String()),
  from: word(["release log", "ledger"]),
  record: Type.String({ description: "The release log's entry, or the record's path in the ledger." }),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditLogResult = strict({
  since: Type.Optional(Type.String()),
  entries: Type.Array(AuditEntry, { description: "Newest first." }),
  more: Type.Boolean({ description: "There are older ones that fit." }),
  apart: Type.Optional(Type.String({ description: "What of the release log is not here, when that and the remote's, as last seen, have come apart." })),
});
export type AuditLogResult = Static<typeof AuditLogResult>;
