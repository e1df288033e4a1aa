import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { LogEntry } from "../../core/release/fold-log.ts";
import { recordValidator } from "../../core/release/record-validator.ts";
import type { ReleaseRecordKind, ReleaseRecordOf } from "../../core/release/release-records.ts";
import { eventFile } from "../../core/release/state-files.ts";
import type { CommitEntry, GitRepo } from "../../ports/git-repo.ts";

/** The release log is this branch. It is never checked out. */
export const logRef = "refs/heads/promptops/releases";
/** The remote's log, as it was when last fetched. */
export const trackingRef = (remote: string): string => `refs/remotes/${remote}/promptops/releases`;
/** The newest entry that was once seen on the remote: nothing on the remote may ever come before it again. */
export const seenRef = (remote: string): string => `refs/promptops/seen/${remote}/releases`;
export const tagRef = (name: string): string => `refs/tags/${name}`;

/** An entry with its commit's date: milliseconds since the epoch, of which git keeps whole seconds. */
export interface DatedEntry extends LogEntry {
  readonly dated: number;
}

/**
 * Entries of the log, oldest first. @param range A tip, or `<older>..<newer>`. @param last Only so many, from the end.
 * @throws PromptopsError `release-log-damaged` for a commit without a readable entry.
 */
export async function readEntries(git: GitRepo, range: string, last?: number): Promise<DatedEntry[]> {
  return readEntriesOf(git, (await git.commits(range, [], last)).reverse());
}

/** The entries of these commits, in their order. @throws PromptopsError `release-log-damaged` for one without a readable entry. */
export async function readEntriesOf(git: GitRepo, commits: readonly CommitEntry[]): Promise<DatedEntry[]> {
  const ids = commits.map(({ oid }) => oid);
  const texts = await git.readFromEach(ids, eventFile);
  return commits.map(({ oid, at: dated }, at) => ({
    commit: oid,
    dated,
    event: readRecord("entry", texts[at], `${eventFile} of commit ${oid.slice(0, 7)}`),
  }));
}

/** One entry. @param commit Its id. @throws PromptopsError `release-log-damaged`. */
export async function readEntry(git: GitRepo, commit: string): Promise<LogEntry> {
  const [text] = await git.readFromEach([commit], eventFile);
  return { commit, event: readRecord("entry", text, `${eventFile} of commit ${commit.slice(0, 7)}`) };
}

/** The whole log, oldest first. @throws PromptopsError `history-missing` in a shallow clone that has only its end. */
export async function readLog(git: GitRepo, tip: string | undefined): Promise<DatedEntry[]> {
  return lastEntries(git, tip, Infinity);
}

/** The last entries, oldest first: so many, or all there are. @throws PromptopsError `history-missing` in a shallow clone that has fewer. */
export async function lastEntries(git: GitRepo, tip: string | undefined, most: number): Promise<DatedEntry[]> {
  const entries = tip === undefined ? [] : await readEntries(git, tip, most === Infinity ? undefined : most);
  const [first] = entries;
  if (entries.length < most && first !== undefined && first.event.sequence !== 1 && (await git.isShallow())) {
    throw new PromptopsError("history-missing", `This shallow clone has only the release log's entries from ${first.event.sequence} on.`);
  }
  return entries;
}

/** A record of the release log, checked. @param where For the message. @throws PromptopsError `release-log-damaged`, `newer-release-log`. */
export function readRecord<K extends ReleaseRecordKind>(kind: K, text: string | undefined, where: string): ReleaseRecordOf<K> {
  const value = parsed(text);
  if (recordValidator(kind)(value)) return value as ReleaseRecordOf<K>;
  const version = typeof value === "object" && value !== null && "schema_version" in value ? value.schema_version : undefined;
  if (typeof version === "number" && version > 1) throw new PromptopsError("newer-release-log", "The release log was written by a newer promptops.", { where });
  throw new PromptopsError("release-log-damaged", `The release log has ${text === undefined ? "no record" : "an unreadable record"} where one must be.`, {
    where,
  });
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
