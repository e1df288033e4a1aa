import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { LogEntry } from "../../core/release/fold-log.ts";
import type { LogPoint } from "../../core/release/log-point.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readEntry, readLog } from "./release-log.ts";

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
