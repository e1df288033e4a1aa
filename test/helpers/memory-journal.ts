import type { Clock } from "../../src/ports/clock.ts";
import type { Journal, JournalEntry } from "../../src/ports/journal.ts";

/** What a machine's processes have written; those in `alive` still run. */
export interface MemoryDisk {
  readonly files: Map<string, JournalEntry[]>;
  readonly alive: Set<string>;
  /** Its journal's name among those of all machines. */
  readonly place: string;
}

export function memoryDisk(place = "here"): MemoryDisk {
  return { files: new Map(), alive: new Set(), place };
}

export function memoryJournal({ files, alive, place }: MemoryDisk, name: string, clock: Pick<Clock, "now">): Journal {
  const own = `${name}.ndjson`;
  return {
    place: () => Promise.resolve(place),
    append(step, subject, data) {
      const entries = files.get(own) ?? [];
      files.set(own, entries);
      alive.add(own);
      entries.push({ sequence: entries.length + 1, at: clock.now(), step, subject, data: structuredClone(data) });
      return Promise.resolve();
    },
    left: () =>
      Promise.resolve(
        [...files]
          .filter(([file]) => !alive.has(file) && file !== own)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([file, entries]) => ({ name: file, entries: [...entries], damaged: 0 })),
      ),
    forget: (file) => Promise.resolve(void files.delete(file)),
    close() {
      files.delete(own);
      alive.delete(own);
      return Promise.resolve();
    },
  };
}
