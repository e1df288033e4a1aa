import { digestOf } from "../identity/digest.ts";
import type { AuditRecord } from "../ledger/audit-record.ts";
import { auditPath } from "../ledger/record-names.ts";
import type { JobState } from "../ledger/state-records.ts";
import { instant } from "./instant.ts";

export interface NoticedAudit {
  readonly path: string;
  readonly record: AuditRecord;
}

/** A job that the ledger hears of for the first time, or whose timing changed: from now on it is due. @param now Milliseconds since the epoch. */
export function registration(job: string, edited: boolean, timing: string, credentials: readonly string[], now: number): NoticedAudit {
  return noticed(edited ? "job-edited" : "job-added", job, now, { since: instant(now), timing, credentials: [...credentials] });
}

/** Undefined when the job uses the variables it used before. */
export function credentialsChange(
  job: string,
  { since, timing, credentials: before }: JobState,
  credentials: readonly string[],
  now: number,
): NoticedAudit | undefined {
  if (before.join(" ") === credentials.join(" ")) return undefined;
  return { ...noticed("credentials-changed", job, now, { since, timing, credentials: [...credentials] }) };
}

export function removal(job: string, now: number): NoticedAudit {
  return noticed("job-removed", job, now, undefined);
}

function noticed(act: AuditRecord["act"], subject: string, now: number, job: AuditRecord["job"]): NoticedAudit {
  const record: AuditRecord = { schema_version: 1, kind: "audit", act, subject, at: instant(now), ...(job === undefined ? {} : { job }) };
  // Two runners that notice the same at the same moment write the same.
  return { path: auditPath(now, `${act}-${digestOf({ subject, job: job ?? null }).slice(0, 16)}`), record };
}
