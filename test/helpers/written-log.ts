import { applyEvent } from "../../src/core/release/apply-event.ts";
import { entryMessage } from "../../src/core/release/event-sentence.ts";
import type { LogEntry } from "../../src/core/release/fold-log.ts";
import { emptyState, withChange } from "../../src/core/release/release-state.ts";
import { entryFiles } from "../../src/core/release/state-files.ts";
import type { GitRepo } from "../../src/ports/git-repo.ts";

interface Forged {
  /** What is written instead of an entry's own files. */
  readonly files?: (entry: LogEntry, own: Record<string, string>) => Record<string, string>;
  /** An entry's commit's date instead of its own, milliseconds since the epoch. */
  readonly dated?: (entry: LogEntry) => number;
}

/** Writes entries as commits, as releases would have; they get their real `previous`. */
export async function writtenLog(git: GitRepo, entries: readonly LogEntry[], { files, dated }: Forged = {}): Promise<LogEntry[]> {
  const written: LogEntry[] = [];
  let state = emptyState;
  for (const entry of entries) {
    const parent = written.at(-1)?.commit;
    const event = { ...entry.event, previous: parent ?? null };
    const change = applyEvent(state, event);
    const own = entryFiles(event, change);
    const commit = await git.writeCommit({
      parent,
      files: files?.(entry, own) ?? own,
      message: entryMessage(event),
      author: event.by,
      at: dated?.(entry) ?? Date.parse(event.at),
    });
    written.push({ commit, event });
    state = withChange(state, change);
  }
  return written;
}
