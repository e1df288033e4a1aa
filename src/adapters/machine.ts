import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { versions } from "node:process";
import { promisify } from "node:util";
import type { Machine } from "../ports/machine.ts";

const run = promisify(execFile);
/** A journal, a lock and a record fit in. */
const triedBytes = 65_536;

export const thisMachine: Machine = {
  nodeVersion: versions.node,
  async gitVersion() {
    try {
      return (await run("git", ["--version"])).stdout.trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  },
  async isWritable(folder) {
    try {
      await mkdir(folder, { recursive: true });
      const own = await mkdtemp(join(folder, ".writable-"));
      try {
        // An empty folder fits on a full disk, and what is not synced may not be written at all.
        await writeFile(join(own, "try"), Buffer.alloc(triedBytes), { flush: true });
      } finally {
        await rm(own, { recursive: true, force: true });
      }
      return true;
    } catch {
      return false;
    }
  },
};
