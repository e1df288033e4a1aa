import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { LogEntry } from "../../core/release/fold-log.ts";
import { parseLogPoint, type LogPoint } from "../../core/release/log-point.ts";
import { timeToCome } from "../../core/schedule/time-of.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readEntry, readLog } from "./release-log.ts";

/** A point of the log as people type it. @param now Milliseconds since the epoch. @throws PromptopsError `unknown-snapshot` for what is none, `invalid-time` for one to come. */
export function requirePoint(text: string, { flag, now }: { readonly flag: string; readonly now: number }): LogPoint {
  const point = parseLogPoint(text, now);
  if (point === undefined)
    throw new PromptopsError("unknown-snapshot", `"${text}" is neither an entry's number nor a time.`, {
      where: flag,
      hint: `Write \`${flag} 42\`, \`${flag} 2h\` (ago), \`${flag} 2026-11-20\` or \`${flag} 2026-11-20T09:00Z\` (UTC).`,
    });
  if ("at" in point && point.at > now) throw timeToCome(point.at, flag);
  return point;
}

/** As `entryAt`; undefined only for what is before the first entry. @throws PromptopsError `unknown-snapshot` for a number beyond the last. */
export async function requireEntry(git: GitRepo, tip: string, point: LogPoint, flag: string): Promise<LogEntry | undefined> {
  const entry = await entryAt(git, tip, point);
  if (entry !== undefined || "at" in point || point.sequence === 0) return entry;
  const { sequence } = (await readEntry(git, tip)).event;
  throw new PromptopsError("unknown-snapshot", `The release log has no entry ${point.sequence}: it ends with entry ${sequence}.`, { where: flag });
}

/**
 * The entry of that number, or the last one that is not later than that time; undefined when there is none. The order is the log's own: an
 * entry whose clock ran ahead hides none of those that follow it. Few entries are read, however long the log is: the state that an entry led
 * to lies beside it, and its time is its commit's, which `verify` holds both to.
 * @throws PromptopsError `history-missing` in a shallow clone that does not go back so far; `release-log-damaged`.
 */
export async function entryAt(git: GitRepo, tip: string, point: LogPoint): Promise<LogEntry | undefined> {
  const found = "sequence" in point ? await numbered(git, tip, point.sequence) : await notLaterThan(git, tip, point.at);
  if (found === undefined && (await git.isShallow())) await readLog(git, tip);
  return found;
}

async function numbered(git: GitRepo, tip: string, sequence: number): Promise<LogEntry | undefined> {
  const last = await readEntry(git, tip);
  const steps = last.event.sequence - sequence;
  const commit = steps < 0 || sequence < 1 ? undefined : await git.resolve(`${tip}~${steps}`);
  if (commit === undefined) return undefined;
  const entry = await readEntry(git, commit);
  if (entry.event.sequence === sequence) return entry;
  throw new PromptopsError("release-log-damaged", `Entry ${entry.event.sequence} of the release log stands where entry ${sequence} is due.`, {
    where: `promptops/releases ${commit.slice(0, 7)}`,
  });
}

async function notLaterThan(git: GitRepo, tip: string, at: number): Promise<LogEntry | undefined> {
  for (let from: string | null = tip; from !== null;) {
    const commit = await git.firstUntil(from, at);
    if (commit === undefined) return undefined;
    const entry = await readEntry(git, commit);
    // Commits know of no milliseconds.
    if (Date.parse(entry.event.at) <= at) return entry;
    from = entry.event.previous;
  }
  return undefined;
}
