import { JsonObject, strict, Type, word, type Static } from "../model/shape.ts";
import { Person } from "../release/release-event.ts";
import { Instant } from "./record-parts.ts";

/** What a person, or a schedule's edit, changed about how things run. Releases have a log of their own. */
export const auditActs = [
  "job-added",
  "job-edited",
  "job-removed",
  "job-paused",
  "job-resumed",
  "credentials-changed",
  "pruned",
  "rotated",
  "delivery-resolved",
  "delivery-retried",
  "delivery-replayed",
  "holdout-looked",
] as const;

export const AuditRecord = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("audit"),
  act: word(auditActs),
  /** The job, destination, folder or prompt it is about. */
  subject: Type.String(),
  at: Instant,
  /** Absent where it was noticed and not done: an edited schedule. */
  by: Type.Optional(Person),
  reason: Type.Optional(Type.String()),
  /** Of a job that was added or edited: from when on it is due, what decides its timing, whose credentials it uses. */
  job: Type.Optional(strict({ since: Instant, timing: Type.String(), credentials: Type.Array(Type.String()) })),
  until: Type.Optional(Instant),
  detail: Type.Optional(JsonObject),
});
export type AuditRecord = Static<typeof AuditRecord>;
