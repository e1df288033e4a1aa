import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Bytes of memory that a process holds now; undefined when it is gone, or this system does not tell. */
export async function residentMemory(pid: number, platform: NodeJS.Platform = process.platform): Promise<number | undefined> {
  try {
    const kilobytes =
      platform === "linux" ? fromStatus(await readFile(`/proc/${pid}/status`, "utf8")) : (await run("ps", ["-o", "rss=", "-p", String(pid)])).stdout;
    const bytes = Number(kilobytes) * 1024;
    return bytes > 0 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function fromStatus(status: string): string | undefined {
  return /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
}
