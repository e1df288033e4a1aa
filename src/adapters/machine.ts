import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { versions } from "node:process";
import { promisify } from "node:util";
import type { Machine } from "../ports/machine.ts";

const run = promisify(execFile);

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
      await rmdir(await mkdtemp(join(folder, ".writable-")));
      return true;
    } catch {
      return false;
    }
  },
};
