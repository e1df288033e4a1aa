import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitEnvironment, gitSettings } from "./git-environment.ts";
import { objectParser, type GitObject } from "./object-parser.ts";

/**
 * Many objects, in the order asked. Git writes each of them to a pipe by itself, and to wake up for each takes longer than to read it: so it
 * writes to a file, which lost its name before anything was in it, and that is read at once. Fewer than were asked when something
 * was in the way (no room, say): the others are still to be asked for.
 */
export async function readMany(folder: string, names: readonly string[]): Promise<(GitObject | undefined)[]> {
  const found: (GitObject | undefined)[] = [];
  try {
    const path = join(tmpdir(), `promptops-${randomUUID()}`);
    const file = await open(path, "wx+", 0o600);
    try {
      await rm(path);
      await catFile(folder, names, file.fd);
      const bytes = Buffer.allocUnsafe((await file.stat()).size);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      objectParser((object) => found.push(object))(bytes.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    // Whoever asks for the others is told what is wrong.
  }
  return found;
}

function catFile(folder: string, names: readonly string[], output: number): Promise<void> {
  const child = spawn("git", [...gitSettings, "cat-file", "--batch", "--buffer"], { cwd: folder, env: gitEnvironment(), stdio: ["pipe", output, "ignore"] });
  child.stdin?.on("error", () => {}).end(names.map((name) => `${name}\n`).join(""));
  return new Promise((resolve, reject) => child.on("error", reject).on("close", () => resolve()));
}
