import { closeSync, fdatasync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Journal, JournalEntry, JournalFile } from "../../ports/journal.ts";
import type { Lock } from "../../ports/lock.ts";
import { nothing } from "./nothing.ts";
import { journalLine, readJournal } from "./journal-line.ts";
import { journalPlace } from "./journal-place.ts";

const ending = ".ndjson";
const synced = promisify(fdatasync);

export interface JournalDeps {
  readonly clock: Clock;
  /** Locks in the journal's own folder: a process holds its file's for as long as it lives. */
  readonly lock: Lock;
  /** A name that no other process has; asked for once, with the first entry. */
  readonly name: () => string;
}

/** A file per process below `folder`, made with its first entry. One `fdatasync` makes everything durable that came while the one before it ran. */
export function fileJournal(folder: string, { clock, lock, name }: JournalDeps): Journal {
  let own: string | undefined;
  let file: Promise<number> | undefined;
  let release: () => void = () => undefined;
  let sequence = 0;
  let waiting: string[] = [];
  /** Under way, and the one that takes what comes meanwhile. */
  let syncing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  let broken: Error | undefined;
  const ownName = () => (own ??= `${name()}${ending}`);

  return {
    place: () => journalPlace(folder),

    async append(step, subject, data) {
      sequence += 1;
      waiting.push(journalLine({ sequence, at: clock.now(), step, subject, data } satisfies JournalEntry));
      file ??= open();
      const fd = await file;
      await (next ??= syncing.catch(() => undefined).then(() => flush(fd)));
    },

    async left() {
      const names = ((await readdir(folder).catch(nothing)) ?? []).filter((each) => each.endsWith(ending) && each !== own).sort();
      const files = await Promise.all(names.map((each) => leftFile(each)));
      return files.filter((each) => each !== undefined);
    },

    forget: async (left) => ((await isWhole(left)) ? remove(left) : setAside(left)),

    async close() {
      if (file === undefined) return;
      const fd = await file;
      await (next ?? syncing).catch(() => undefined);
      closeSync(fd);
      file = undefined;
      await remove(ownName());
      release();
    },
  };

  async function flush(fd: number): Promise<void> {
    // Whoever comes in the same turn goes along.
    await setImmediate();
    next = undefined;
    await (syncing = written(fd));
  }

  async function written(fd: number): Promise<void> {
    // Behind half a line nothing could be read any more.
    if (broken !== undefined) throw broken;
    const lines = Buffer.from(waiting.join(""));
    waiting = [];
    try {
      for (let done = 0; done < lines.length;) done += writeSync(fd, lines, done);
      if (lines.length > 0) await synced(fd);
    } catch (cause) {
      broken = unwritable(join(folder, ownName()), cause);
      throw broken;
    }
  }

  async function open(): Promise<number> {
    try {
      mkdirSync(folder, { recursive: true });
      await holdOwn();
      const fd = openSync(join(folder, ownName()), "ax");
      syncFolder(folder);
      return fd;
    } catch (cause) {
      throw unwritable(join(folder, ownName()), cause);
    }
  }

  /** Resolves when the lock is held; it is until `close`, or until the process ends. */
  function holdOwn(): Promise<void> {
    return new Promise((held, failed) => {
      const holding = lock.holding(ownName(), 0, () => {
        held();
        return new Promise<void>((over) => (release = over));
      });
      holding.catch(failed);
    });
  }

  /** Undefined when its process is alive, or when somebody removed it meanwhile. */
  async function leftFile(each: string): Promise<JournalFile | undefined> {
    try {
      return await lock.holding(each, 0, async () => {
        const text = await readFile(join(folder, each), "utf8").catch(nothing);
        return text === undefined ? undefined : { name: each, ...readJournal(text) };
      });
    } catch (error) {
      if (error instanceof PromptopsError && error.code === "locked") return undefined;
      throw error;
    }
  }

  async function isWhole(each: string): Promise<boolean> {
    const text = await readFile(join(folder, each), "utf8").catch(nothing);
    if (text === undefined) return true;
    const { damaged, torn } = readJournal(text);
    return damaged === 0 && torn !== true;
  }

  async function setAside(each: string): Promise<void> {
    await rename(join(folder, each), join(folder, `${each}.damaged`));
    await remove(each);
  }

  async function remove(each: string): Promise<void> {
    await rm(join(folder, each), { force: true });
    await rm(join(folder, `lock-${each}.sqlite`), { force: true });
  }
}

/** A new file's name is durable only when its folder is. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function unwritable(where: string, cause: unknown): Error {
  if (!(cause instanceof Error)) throw cause;
  if (!("syscall" in cause)) return cause;
  return new PromptopsError("journal-unwritable", `The journal cannot be written: ${cause.message}.`, { where, cause });
}
