import { eventSentence } from "../release/event-sentence.ts";
import type { ReleaseEvent } from "../release/release-event.ts";
import { versionName } from "../release/version-name.ts";
import type { AuditEntry } from "../results/audit-log.ts";
import type { AuditRow } from "./audit-row.ts";

export function auditEntryOfRelease(event: ReleaseEvent): AuditEntry {
  const { kind, at, by, reason, gate, version, about, changes, sequence } = event;
  const named = version ?? about;
  const why = reason ?? (gate === undefined ? undefined : `gate ${gate.verdict}`);
  return {
    at,
    act: kind,
    subject: named === undefined ? [...new Set(changes.map(({ prompt }) => prompt))].join(", ") : versionName(named),
    what: eventSentence(event),
    by,
    ...(why !== undefined && { reason: why }),
    from: "release log",
    record: `entry ${sequence}`,
  };
}

export function auditEntryOfLedger(row: AuditRow): AuditEntry {
  const { at, act, subject, by, reason, path } = row;
  return { at, act, subject, what: sentence(row), ...(by !== undefined && { by }), ...(reason !== undefined && { reason }), from: "ledger", record: path };
}

function sentence({ act, subject, job, until, detail = {} }: AuditRow): string {
  const names = job?.credentials ?? [];
  const using = names.length === 0 ? "no environment variables" : names.join(", ");
  switch (act) {
    case "job-added":
      return `The job ${subject} is due from ${job?.since ?? "now"} on, and uses ${using}`;
    case "job-edited":
      return `The job ${subject} was timed anew, and is due from ${job?.since ?? "now"} on`;
    case "job-removed":
      return `The job ${subject} is no more`;
    case "job-paused":
      return `Pause ${subject}${until === undefined ? "" : ` until ${until}`}`;
    case "job-resumed":
      return `Resume ${subject}`;
    case "credentials-changed":
      return `The job ${subject} uses ${using} from now on`;
    case "pruned":
      return `Prune ${subject} before ${word(detail["before"])}: ${word(detail["redacted"])} redacted, ${word(detail["deleted"])} deleted`;
    case "rotated":
      return `Begin the ledger anew`;
    case "holdout-looked":
      return `Compare ${subject} (${word(detail["candidate"]).slice(0, 12)}) on the sealed cases of ${word(detail["suite"])}`;
    case "delivery-resolved":
      return `Say that the delivery ${subject} to ${word(detail["destination"])} ${detail["saw"] === "arrived" ? "arrived" : "is lost"}`;
    case "delivery-retried":
      return `Send the delivery ${subject} to ${word(detail["destination"])} once more`;
    case "delivery-replayed":
      return `Deliver the answer of ${word(detail["run"])} to ${word(detail["destination"])} again, as ${subject}`;
  }
}

function word(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "?";
}
