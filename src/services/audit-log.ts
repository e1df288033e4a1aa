import { auditEntryOfLedger, auditEntryOfRelease } from "../core/ledger/audit-entry.ts";
import { auditActs } from "../core/ledger/audit-record.ts";
import { releaseKinds } from "../core/release/release-event.ts";
import { timeOf } from "../core/schedule/time-of.ts";
import { auditLogActs, type AuditEntry, type AuditLogResult } from "../core/results/audit-log.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { LedgerIndex } from "../ports/ledger-index.ts";
import { apartNote } from "./release/apart-note.ts";
import { entriesBack } from "./release/entries-back.ts";
import { knownRemote } from "./release/known-remote.ts";
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
  /** So many at most, the newest; all when absent. */
  readonly limit?: number | undefined;
}

interface Wanted {
  /** Milliseconds since the epoch. */
  readonly since: number | undefined;
  readonly acts: readonly string[];
  readonly limit: number;
}

/**
 * Who changed what: entries of the release log and audit records of the ledger in one list, newest first. With a limit both are read only as far
 * back as that goes, by their own order.
 * @throws PromptopsError `invalid-time` for a time that is none; as `entriesBack` does.
 */
export async function auditLog({ git, index, clock }: AuditLogDeps, { since: asked, acts, limit = Infinity }: AuditLogRequest): Promise<AuditLogResult> {
  const since = asked === undefined ? undefined : timeOf(asked, { flag: "--since", now: clock.now(), durations: "ago", isPast: true });
  const remote = await knownRemote(git);
  // One more than is shown tells whether there are more.
  const wanted = { since, acts, limit: limit + 1 };
  const both = [await releasesOf(git, await newestTip(git, remote), wanted), await changesOf(index, wanted)];
  const apart = await apartNote(git, remote);
  // A stable sort: what happened at the same instant stays in the order of its log.
  const found = both.flatMap((each) => each.slice(0, limit)).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return {
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    entries: found.slice(0, limit),
    more: found.length > limit || both.some((each) => each.length > limit),
    ...(apart !== undefined && { apart }),
  };
}

async function releasesOf(git: GitRepo, tip: string | undefined, { since, acts, limit }: Wanted): Promise<AuditEntry[]> {
  const found: AuditEntry[] = [];
  if (acts.length > 0 && !releaseKinds.some((kind) => acts.includes(kind))) return found;
  for await (const { event } of entriesBack(git, tip, since)) {
    const isWanted = (acts.length === 0 || acts.includes(event.kind)) && (since === undefined || Date.parse(event.at) >= since);
    if (isWanted) found.push(auditEntryOfRelease(event));
    if (found.length === limit) break;
  }
  return found;
}

async function changesOf(index: LedgerIndex, { since, acts, limit: most }: Wanted): Promise<AuditEntry[]> {
  const own = acts.length === 0 ? [undefined] : auditActs.filter((act) => acts.includes(act));
  const limit = most === Infinity ? undefined : most;
  const rows = await Promise.all(own.map((act) => index.audit({ act, since, limit })));
  return rows.flat().map(auditEntryOfLedger);
}
