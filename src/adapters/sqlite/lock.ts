import { mkdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Lock } from "../../ports/lock.ts";
import { isBusy, isDamaged, isSqliteError } from "./sqlite-error.ts";

const pollMs = 20;

/**
 * Locks that the kernel frees when their holder dies, however it dies: each is SQLite's exclusive lock on a file of its own.
 * @param folder Where the files are; on a local disk, since network file systems lock unreliably.
 */
export function sqliteLock(folder: string, clock: Clock): Lock {
  return {
    async holding(name, waitMs, work) {
      makeFolder(folder);
      const file = join(folder, `lock-${name}.sqlite`);
      const deadline = clock.elapsed() + waitMs;
      for (;;) {
        const taken = take(file);
        if (taken !== undefined) {
          try {
            return await work();
          } finally {
            taken.close();
          }
        }
        const left = deadline - clock.elapsed();
        if (left <= 0) throw new PromptopsError("locked", `Another promptops process is busy with "${name}" here.`, { where: file });
        await clock.sleep(Math.min(pollMs, left));
      }
    },
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new PromptopsError("lock-unusable", `The lock cannot be taken: ${cause instanceof Error ? cause.message : String(cause)}.`, { where: folder, cause });
  }
}

/** Nothing is ever written to it, and an empty file is a database: whoever took the lock meanwhile, on this very file, keeps it. */
function empty(file: string): void {
  try {
    truncateSync(file);
  } catch (cause) {
    throw new PromptopsError("lock-unusable", `The lock cannot be taken: ${cause instanceof Error ? cause.message : String(cause)}.`, { where: file, cause });
  }
}

/** The connection that holds the lock until it is closed; undefined while another holds it. */
function take(file: string, emptied = false): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    if (!isSqliteError(error)) throw error;
    if (isDamaged(error) && !emptied) {
      empty(file);
      return take(file, true);
    }
    throw new PromptopsError("lock-unusable", `The lock cannot be taken: ${error.message}.`, { where: file, cause: error });
  }
}
