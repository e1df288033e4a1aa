import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What running a command took, seen from outside. */
export interface Measured {
  readonly wallMs: number;
  /** User and system time of the process and everything it waited for. */
  readonly cpuMs: number;
  /** The most memory it had at once, bytes; undefined where the system does not tell (no `/proc`). */
  readonly peakBytes: number | undefined;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Often enough to miss little of the end: the system itself keeps the peak. */
const pollMs = 20;
const times = /\n?~(\d+\.\d+) (\d+\.\d+) (\d+\.\d+)\n$/;

/** Runs a command by the shell's own clock: Node measures only itself. */
export function measure(command: readonly [string, ...string[]], { cwd, env = {} }: Running): Promise<Measured> {
  const shell = spawn("bash", ["-c", 'TIMEFORMAT="~%3R %3U %3S"; time "$@"', "bash", ...command], { cwd, env: { ...process.env, ...env } });
  const texts = { stdout: "", stderr: "" };
  shell.stdout.setEncoding("utf8").on("data", (piece: string) => (texts.stdout += piece));
  shell.stderr.setEncoding("utf8").on("data", (piece: string) => (texts.stderr += piece));
  let peakBytes: number | undefined;
  const poll = setInterval(() => {
    const found = shell.pid === undefined ? undefined : peakBelow(shell.pid);
    if (found !== undefined) peakBytes = Math.max(peakBytes ?? 0, found);
  }, pollMs);
  return new Promise((resolve, reject) => {
    shell.on("error", reject).on("close", (exitCode) => {
      clearInterval(poll);
      const [, wall, user, system] = (times.exec(texts.stderr) ?? []).map(Number);
      if (wall === undefined || user === undefined || system === undefined) throw new Error(`nothing was measured: ${texts.stderr}`);
      const stderr = texts.stderr.replace(times, "");
      resolve({ wallMs: wall * 1000, cpuMs: (user + system) * 1000, peakBytes, exitCode: exitCode ?? -1, stdout: texts.stdout, stderr });
    });
  });
}

/** The largest peak of a shell's children. */
function peakBelow(pid: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    const peaks = children.map((child) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child}/status`, "utf8"))?.[1]) * 1024);
    return peaks.some(Number.isNaN) ? undefined : Math.max(...peaks);
  } catch {
    // It has just ended, or this system has no /proc.
    return undefined;
  }
}
