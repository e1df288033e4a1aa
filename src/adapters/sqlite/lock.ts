import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Lock } from "../../ports/lock.ts";

const pollMs = 20;
/** SQLite's result code for "another connection holds it"; extended codes keep it in their low byte. */
const busy = 5;

/**
 * Locks that the kernel frees when their holder dies, however it dies: each is SQLite's exclusive lock on a file of its own.
 * @param folder Where the files are; on a local disk, since network file systems lock unreliably.
 */
export function sqliteLock(folder: string, clock: Clock): Lock {
  return {
    async holding(name, waitMs, work) {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `lock-${name}.sqlite`);
      const database = new DatabaseSync(file, { timeout: 0 });
      try {
        const deadline = clock.elapsed() + waitMs;
        while (!begin(database)) {
          const left = deadline - clock.elapsed();
          if (left <= 0) throw new PromptopsError("locked", `Another promptops process is busy with "${name}" here.`, { where: file });
          await clock.sleep(Math.min(pollMs, left));
        }
        return await work();
      } finally {
        database.close();
      }
    },
  };
}

/** True when the lock is ours, until the connection closes. */
function begin(database: DatabaseSync): boolean {
  try {
    database.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number" && (error.errcode & 0xff) === busy;
}
