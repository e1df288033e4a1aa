import { auditEntryOfLedger, auditEntryOfRelease } from "../core/ledger/audit-entry.ts";
import { timeOf } from "../core/schedule/time-of.ts";
import { auditLogActs, type AuditEntry, type AuditLogResult } from "../core/results/audit-log.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { LedgerIndex } from "../ports/ledger-index.ts";
import { apartNote } from "./release/apart-note.ts";
import { knownRemote } from "./release/known-remote.ts";
import { readLog } from "./release/release-log.ts";
import { newestTip } from "./release/view-log.ts";

export { auditLogActs };

export interface AuditLogDeps {
  readonly git: GitRepo;
  readonly index: LedgerIndex;
  readonly clock: Clock;
}

export interface AuditLogRequest {
  /** `7d`, or a time; everything when absent. */
  readonly since: string | undefined;
  /** Only these; all when empty. */
  readonly acts: readonly string[];
}

/**
 * Who changed what: entries of the release log and audit records of the ledger in one list, newest first.
 * @throws PromptopsError `invalid-time` for a time that is none; as `readLog` does.
 */
export async function auditLog({ git, index, clock }: AuditLogDeps, { since: asked, acts }: AuditLogRequest): Promise<AuditLogResult> {
  const since = asked === undefined ? undefined : timeOf(asked, { flag: "--since", now: clock.now(), durations: "ago" });
  const remote = await knownRemote(git);
  const log = await readLog(git, await newestTip(git, remote));
  const apart = await apartNote(git, remote);
  const releases = log.map(({ event }) => auditEntryOfRelease(event)).reverse();
  const changes = (await index.audit({ since })).map(auditEntryOfLedger);
  const wanted = (entry: AuditEntry) => (acts.length === 0 || acts.includes(entry.act)) && (since === undefined || Date.parse(entry.at) >= since);
  // A stable sort: what happened at the same instant stays in the order of its log.
  const entries = [...releases, ...changes].filter(wanted).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return { ...(since !== undefined && { since: new Date(since).toISOString() }), entries, ...(apart !== undefined && { apart }) };
}
